package org.muster.ec2.call;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muster.ec2.books.ImageEntry;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/**
 * Changes an image's description, or who may start instances from it; both the old way or the new.
 */
final class ModifyImageAttribute implements Call {
  private static final String DESCRIPTION = "description";
  private static final String LAUNCHERS = "launchPermission";
  private static final String ADD = "LaunchPermission.Add";
  private static final String REMOVE = "LaunchPermission.Remove";

  @Override
  public Set<String> parameters() {
    return Takes.of(
        "ImageId",
        "Description.Value",
        ADD + ".N.UserId",
        ADD + ".N.Group",
        REMOVE + ".N.UserId",
        REMOVE + ".N.Group",
        "Attribute",
        "Value",
        "OperationType",
        "UserId.N",
        "UserGroup.N");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    ImageEntry image = region.images().own(asked.required("ImageId"));
    Optional<String> attribute = asked.said("Attribute");
    Optional<String> description =
        asked
            .text("Description.Value")
            .or(() -> attribute.filter(DESCRIPTION::equals).map(each -> asked.required("Value")));
    boolean isForLaunchers =
        !asked.parts(ADD).isEmpty()
            || !asked.parts(REMOVE).isEmpty()
            || attribute.filter(LAUNCHERS::equals).isPresent();
    if (description.isPresent() == isForLaunchers) {
      throw isForLaunchers
          ? Ec2Refusal.of(
              "InvalidParameterCombination", "Only one attribute can be modified at a time")
          : Ec2Refusal.of("InvalidParameterCombination", "No attributes specified.");
    }
    description.ifPresent(text -> image.describe(ImageText.description(text)));
    if (isForLaunchers) {
      modifyLaunchers(asked, image);
    }
    xml.put("return", true);
  }

  private static void modifyLaunchers(Parameters asked, ImageEntry image) {
    List<String> added = launchers(asked.parts(ADD));
    List<String> removed = launchers(asked.parts(REMOVE));
    if (added.isEmpty() && removed.isEmpty()) {
      List<String> meant = old(asked);
      switch (asked.required("OperationType")) {
        case "add" -> image.launchers().addAll(meant);
        case "remove" -> meant.forEach(image.launchers()::remove);
        default -> throw Ec2Refusal.invalid("operationType", asked.required("OperationType"));
      }
    }
    image.launchers().addAll(added);
    removed.forEach(image.launchers()::remove);
  }

  private static List<String> launchers(List<Parameters> parts) {
    return parts.stream()
        .map(
            part ->
                part.text("Group")
                    .map(ModifyImageAttribute::group)
                    .orElseGet(() -> account(part.required("UserId"))))
        .toList();
  }

  private static List<String> old(Parameters asked) {
    List<String> groups =
        asked.list("UserGroup").stream().map(ModifyImageAttribute::group).toList();
    return groups.isEmpty()
        ? asked.list("UserId").stream().map(ModifyImageAttribute::account).toList()
        : groups;
  }

  private static String group(String name) {
    return checked(name, name.equals(ImageEntry.ALL));
  }

  private static String account(String id) {
    return checked(id, id.matches("[0-9]{12}"));
  }

  private static String checked(String value, boolean isGood) {
    if (!isGood) {
      throw Ec2Refusal.of(
          "InvalidAMIAttributeItemValue",
          "Invalid attribute item value \"%s\" for launchPermission item type.",
          value);
    }
    return value;
  }
}
