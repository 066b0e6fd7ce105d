package org.muster.ec2.call;

import java.util.Set;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** One call of the API. What it does, it does before it writes the first word of its answer. */
public interface Call {
  /** As the API calls it. */
  default String action() {
    return getClass().getSimpleName();
  }

  /** Which parameters it takes: see {@link Takes}. */
  Set<String> parameters();

  /** Does what is asked, with the region's lock held. */
  void answer(Parameters asked, Region region, Xml xml);
}
