package io.otherwise.explain;

import java.time.Duration;
import java.util.Objects;

/**
 * What an explanation took. A call counts one image: a batch of four through the network is four.
 * The perceptual network is the one whose features keep an edit close, as VGG-19's do in DiME.
 *
 * @param peakBytes the most memory the process held resident meanwhile, 0 where it was not measured
 */
public record Cost(
    long unetForwards,
    long unetBackwards,
    long decoderForwards,
    long decoderBackwards,
    long classifierForwards,
    long classifierBackwards,
    long encoderForwards,
    long perceptualForwards,
    long perceptualBackwards,
    Duration time,
    long peakBytes) {
  /** Nothing spent. */
  public static final Cost ZERO = new Cost(0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0);

  public Cost {
    Objects.requireNonNull(time, "time");
  }

  /** Both together: calls and times add up, the peak is the higher one. */
  public Cost plus(Cost other) {
    return new Cost(
        unetForwards + other.unetForwards,
        unetBackwards + other.unetBackwards,
        decoderForwards + other.decoderForwards,
        decoderBackwards + other.decoderBackwards,
        classifierForwards + other.classifierForwards,
        classifierBackwards + other.classifierBackwards,
        encoderForwards + other.encoderForwards,
        perceptualForwards + other.perceptualForwards,
        perceptualBackwards + other.perceptualBackwards,
        time.plus(other.time),
        Math.max(peakBytes, other.peakBytes));
  }

  private Cost with(String component, long value) {
    return Records.with(this, component, value);
  }

  public Cost unet(long forwards, long backwards) {
    return with("unetForwards", forwards).with("unetBackwards", backwards);
  }

  public Cost decoder(long forwards, long backwards) {
    return with("decoderForwards", forwards).with("decoderBackwards", backwards);
  }

  public Cost classifier(long forwards, long backwards) {
    return with("classifierForwards", forwards).with("classifierBackwards", backwards);
  }

  public Cost encoder(long forwards) {
    return with("encoderForwards", forwards);
  }

  public Cost perceptual(long forwards, long backwards) {
    return with("perceptualForwards", forwards).with("perceptualBackwards", backwards);
  }

  public Cost time(Duration newTime) {
    return Records.with(this, "time", newTime);
  }

  public Cost peakBytes(long bytes) {
    return Records.with(this, "peakBytes", bytes);
  }
}
