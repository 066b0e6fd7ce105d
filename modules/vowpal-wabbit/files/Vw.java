package org.muster.vw;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.vowpalwabbit.spark.VowpalWabbitNative;
import org.vowpalwabbit.spark.prediction.ScalarPrediction;

/**
 * The program {@code vw} over the library of Vowpal Wabbit: what is about files is done here, all
 * other options are the library's.
 */
public final class Vw {
  private static final String USAGE =
      """
      usage: vw [OPTION…] [FILE]
        -d, --data FILE              examples, one a line, also .gz; else the standard input
        -f, --final_regressor FILE   where the model is written to
        -i, --initial_regressor FILE a model to begin with
        -p, --predictions FILE       a prediction a line; /dev/stdout works
        -t, --testonly               predict, learn nothing
        --passes N                   read the examples so many times
        --quiet                      no summary
      All other options go to the library as they are. Examples of several lines (_adf, _ldf), caches and daemons
      are not served by this command.
      """;

  private final List<String> forLibrary = new ArrayList<>();
  private String data = "";
  private String finalModel = "";
  private String initialModel = "";
  private String predictions = "";
  private int passes = 1;
  private boolean isTest;
  private boolean isQuiet;

  private Vw() {}

  public static void main(String[] arguments) {
    try {
      Vw vw = new Vw();
      vw.read(List.of(arguments).iterator());
      vw.run();
    } catch (IllegalArgumentException e) {
      System.err.println("vw: " + e.getMessage());
      System.exit(2);
    } catch (IOException | UncheckedIOException e) {
      System.err.println("vw: " + e);
      System.exit(1);
    } catch (Exception e) {
      // The library throws plain ones, with a sentence in them.
      System.err.println("vw: " + e.getMessage());
      System.exit(1);
    }
  }

  private void read(Iterator<String> words) {
    while (words.hasNext()) {
      String word = words.next();
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String option = equals < 0 ? word : word.substring(0, equals);
      if (!isOurs(option)) {
        checkIsServed(word);
        forLibrary.add(word);
      } else {
        set(option, equals < 0 ? words : List.of(word.substring(equals + 1)).iterator());
      }
    }
    if (isTest) {
      forLibrary.add("-t");
    }
    forLibrary.add("--quiet");
  }

  private static boolean isOurs(String option) {
    return switch (option) {
      case "-h", "--help", "-t", "--testonly", "--quiet", "-c", "--cache" -> true;
      case "-d", "--data", "-f", "--final_regressor", "-i", "--initial_regressor" -> true;
      case "-p", "--predictions", "--passes" -> true;
      default -> option.endsWith(".vw") || option.endsWith(".gz");
    };
  }

  private void set(String option, Iterator<String> words) {
    switch (option) {
      case "-h", "--help" -> {
        System.out.print(USAGE);
        System.exit(0);
      }
      case "-t", "--testonly" -> isTest = true;
      case "--quiet" -> isQuiet = true;
      case "-c", "--cache" -> {} // to read a file again, we read it again
      case "-d", "--data" -> data = value(option, words);
      case "-f", "--final_regressor" -> finalModel = value(option, words);
      case "-i", "--initial_regressor" -> initialModel = value(option, words);
      case "-p", "--predictions" -> predictions = value(option, words);
      case "--passes" -> passes = Integer.parseInt(value(option, words));
      default -> data = option;
    }
  }

  private static String value(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return words.next();
  }

  private static void checkIsServed(String word) {
    if (word.matches("--.*_(adf|ldf)|--daemon|--cache_file.*")) {
      throw new IllegalArgumentException(word + " is not served by this command; see vw --help");
    }
  }

  private void run() throws Exception {
    if (passes > 1 && data.isEmpty()) {
      throw new IllegalArgumentException("--passes needs a file with --data, to read it again");
    }
    String options = String.join(" ", forLibrary);
    try (VowpalWabbitNative vw =
            initialModel.isEmpty()
                ? new VowpalWabbitNative(options)
                : new VowpalWabbitNative(options, Files.readAllBytes(Path.of(initialModel)));
        PrintStream answers = answers()) {
      for (int pass = 0; pass < passes; pass++) {
        pass(vw, answers);
      }
      if (!finalModel.isEmpty()) {
        write(vw.getModel(), Path.of(finalModel));
      }
      summarize(vw);
    }
  }

  private void pass(VowpalWabbitNative vw, PrintStream answers) throws IOException {
    try (BufferedReader examples = examples()) {
      for (String line = examples.readLine(); line != null; line = examples.readLine()) {
        if (!line.isBlank()) {
          Object prediction = isTest ? vw.predictFromString(line) : vw.learnFromString(line);
          answers.println(text(prediction));
        }
      }
    }
  }

  private BufferedReader examples() throws IOException {
    InputStream bytes = data.isEmpty() ? System.in : new FileInputStream(data);
    if (data.endsWith(".gz")) {
      bytes = new GZIPInputStream(bytes);
    }
    return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
  }

  private PrintStream answers() throws IOException {
    return switch (predictions) {
      case "" -> new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
      // Opened by its name, it would be emptied first.
      case "/dev/stdout" ->
          new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
      default -> new PrintStream(predictions, StandardCharsets.UTF_8);
    };
  }

  private static String text(Object prediction) {
    if (prediction instanceof ScalarPrediction scalar) {
      return text(scalar.getValue());
    }
    if (prediction instanceof float[] values) {
      List<String> texts = new ArrayList<>();
      for (float value : values) {
        texts.add(text(value));
      }
      return String.join(" ", texts);
    }
    return String.valueOf(prediction);
  }

  private static String text(float value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  /** Beside its place first, so that a model is whole or not there. */
  private static void write(byte[] model, Path file) throws IOException {
    Path next = Path.of(file + ".next");
    Files.write(next, model);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void summarize(VowpalWabbitNative vw) {
    if (!isQuiet) {
      System.err.printf(
          Locale.ROOT,
          "number of examples = %d%naverage loss = %f%n",
          vw.getPerformanceStatistics().getNumberOfExamplesPerPass(),
          vw.getPerformanceStatistics().getAverageLoss());
    }
  }
}
