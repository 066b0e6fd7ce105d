package org.muster.ec2.call;

import org.muster.ec2.books.Region;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** One call of the API. What it does, it does before it writes the first word of its answer. */
public interface Call {
  /** As the API calls it. */
  default String action() {
    return getClass().getSimpleName();
  }

  /** Does what is asked, with the region's lock held. */
  void answer(Parameters asked, Region region, Xml xml);
}
