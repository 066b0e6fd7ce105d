package org.muster.ec2.call;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Which calls there are. */
public final class Calls {
  private static final List<Call> ALL =
      List.of(
          new AuthorizeSecurityGroupIngress(),
          new CreateSecurityGroup(),
          new CreateTags(),
          new DeleteSecurityGroup(),
          new DeleteTags(),
          new DescribeImages(),
          new DescribeInstances(),
          new DescribeSecurityGroups(),
          new DescribeSubnets(),
          new DescribeVpcs(),
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
    if (asked.flag("DryRun").orElse(false)) {
      throw Ec2Refusal.dryRun();
    }
    synchronized (region) {
      return Xml.answer(action, request, xml -> call.answer(asked, region, xml));
    }
  }
}
