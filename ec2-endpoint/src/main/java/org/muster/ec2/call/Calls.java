package org.muster.ec2.call;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Which calls there are. */
public final class Calls {
  private static final Pattern NUMBER = Pattern.compile("\\.[0-9]+(?=\\.|$)");
  private static final List<Call> ALL =
      List.of(
          new AuthorizeSecurityGroupIngress(),
          new CopyImage(),
          new CreateImage(),
          new CreateKeyPair(),
          new CreateSecurityGroup(),
          new CreateTags(),
          new DeleteKeyPair(),
          new DeleteSecurityGroup(),
          new DeleteSnapshot(),
          new DeleteTags(),
          new DeleteVolume(),
          new DeregisterImage(),
          new DescribeImageAttribute(),
          new DescribeImages(),
          new DescribeInstances(),
          new DescribeKeyPairs(),
          new DescribeRegions(),
          new DescribeSecurityGroups(),
          new DescribeSnapshots(),
          new DescribeSubnets(),
          new DescribeVolumes(),
          new DescribeVpcs(),
          new ImportKeyPair(),
          new ModifyImageAttribute(),
          new RebootInstances(),
          new RunInstances(),
          new StartInstances(),
          new StopInstances(),
          new TerminateInstances());

  private final Map<String, Call> byAction = new TreeMap<>();

  /** All that are listed here. */
  public Calls() {
    ALL.forEach(call -> byAction.put(call.action(), call));
  }

  /** The answer, as XML. */
  public String answer(Parameters asked, Region region, String request) {
    String action = asked.required("Action");
    Call call = byAction.get(action);
    if (call == null) {
      throw Ec2Refusal.of(
          "InvalidAction", "The action %s is not valid for this web service.", action);
    }
    String version = asked.required("Version");
    if (!version.equals(Xml.VERSION)) {
      throw Ec2Refusal.of("NoSuchVersion", "The requested version (%s) does not exist.", version);
    }
    check(asked, call.parameters());
    if (asked.flag("DryRun").orElse(false)) {
      throw Ec2Refusal.dryRun();
    }
    synchronized (region) {
      return Xml.answer(action, request, xml -> call.answer(asked, region, xml));
    }
  }

  /** Nothing that is asked for is passed over in silence. */
  private static void check(Parameters asked, Set<String> taken) {
    for (String name : asked.all().keySet()) {
      if (!taken.contains(NUMBER.matcher(name).replaceAll(".N"))) {
        throw Ec2Refusal.of("UnknownParameter", "The parameter %s is not recognized", name);
      }
    }
  }
}
