package org.muster.agent.step;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.muster.fuzz.Fuzz;

/** What scripts may put into their request directory, past the functions that are for it. */
final class RequestFuzzTest {
  @Test
  void requests() throws Exception {
    Fuzz.of(
        "requests",
        Fuzz.texts(
            "barrier\nname=all-there\nmembers=worker\nquorum=95%\ntimeout=120\n",
            "share\nkey=word\nvalue=a\\nb\\\\c\n",
            "shared\nkey=word\ntimeout=5\n",
            "artifact\nname=hadoop\n",
            "render\n",
            "progress\npercent=50\ntext=half way\n",
            "export_env\nname=JAVA_HOME\nvalue=/opt\n",
            "waiting\nfor=port 80\n",
            "fail\nreason=disk full\n",
            "\n"),
        input -> RequestFile.parse(new String(input, UTF_8)));
  }
}
