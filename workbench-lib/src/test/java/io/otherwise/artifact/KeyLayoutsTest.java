package io.otherwise.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.TorchFiles.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layouts of published files that no miniature of a whole network shows. */
class KeyLayoutsTest {
  @TempDir Path folder;

  private static final float[] VALUES = {1, 2, 3, 4, 5, 6, 7, 8};

  /** A tensor at its own place in the storage, so that no two are mistaken for each other. */
  private static PickleBytes dict(PickleBytes out, int from, String... keys) {
    Map<String, View> tensors = new LinkedHashMap<>();
    for (int i = 0; i < keys.length; i++) {
      boolean isCounter = keys[i].endsWith("tracked") || keys[i].endsWith("_ids");
      View view = isCounter ? View.whole("n").of("Long") : View.whole("0", 1).count(8).at(from + i);
      tensors.put(keys[i], view);
    }
    return TorchFiles.stateDict(out, tensors);
  }

  private static PickleBytes start() {
    return PickleBytes.protocol(2).op('}');
  }

  private WeightFile open(PickleBytes pickle, Keys keys, String... wanted) throws IOException {
    Path file = folder.resolve("published.ckpt");
    TorchFiles files = new TorchFiles().storage("0", VALUES);
    files.storage("n", TorchFiles.longs(9), 1).zip(pickle.stop()).writeTo(file);
    Map<String, List<Long>> shapes =
        Stream.of(wanted).collect(Collectors.toMap(key -> key, key -> List.of(1L)));
    return keys.open(file, shapes);
  }

  private static Keys keys(String within, String strip, String... ignored) {
    List<String> path = within.isEmpty() ? List.of() : List.of(within);
    return new Keys(path, strip, List.of(ignored), Map.of());
  }

  private static void assertValue(float expected, WeightFile file, String key) {
    assertArrayEquals(new float[] {expected}, file.floats(key), key);
  }

  /** A run of pytorch-lightning, with what it keeps besides. */
  private static PickleBytes latentDiffusion() {
    PickleBytes pickle = start().text("epoch").number(5).op('s').text("callbacks").op('}');
    pickle.global("pytorch_lightning.callbacks.model_checkpoint", "ModelCheckpoint").op('}');
    pickle.text("best").number(1).op('s', 's', 's').text("optimizer_states").op(']', '}');
    pickle
        .text("state")
        .op('}')
        .number(0)
        .op('}')
        .text("exp_avg")
        .tensor(View.whole("0", 1).count(8));
    pickle.op('s', 's', 's', 'a', 's').text("state_dict");
    return dict(
            pickle,
            0,
            "betas",
            "model.diffusion_model.time_embed.0.weight",
            "model.diffusion_model.out.2.bias",
            "model_ema.diffusion_modelout2bias",
            "first_stage_model.encoder.conv_in.weight",
            "first_stage_model.quantize.embedding.weight",
            "cond_stage_model.embedding.weight",
            "cond_stage_model.transformer.text_model.embeddings.position_ids")
        .op('s');
  }

  @Test
  void one_latent_diffusion_file_holds_three_networks() throws IOException {
    Keys network = keys("state_dict", "model.diffusion_model.");
    WeightFile denoiser = open(latentDiffusion(), network, "time_embed.0.weight", "out.2.bias");
    assertValue(2, denoiser, "time_embed.0.weight");
    assertValue(3, denoiser, "out.2.bias");

    WeightFile firstStage =
        open(
            latentDiffusion(),
            keys("state_dict", "first_stage_model."),
            "encoder.conv_in.weight",
            "quantize.embedding.weight");
    assertValue(5, firstStage, "encoder.conv_in.weight");

    WeightFile condition =
        open(
            latentDiffusion(),
            keys("state_dict", "cond_stage_model.", "position_ids"),
            "embedding.weight");
    assertValue(7, condition, "embedding.weight");
  }

  @Test
  void a_whole_latent_diffusion_model_ignores_averages_and_schedules_by_name() throws IOException {
    WeightFile whole =
        open(
            latentDiffusion(),
            keys("state_dict", "", "model_ema.", "betas", "position_ids"),
            "model.diffusion_model.time_embed.0.weight",
            "model.diffusion_model.out.2.bias",
            "first_stage_model.encoder.conv_in.weight",
            "first_stage_model.quantize.embedding.weight",
            "cond_stage_model.embedding.weight");

    assertEquals(5, whole.keys().size());
  }

  @Test
  void a_schedule_that_is_not_ignored_is_left_over() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> open(latentDiffusion(), keys("state_dict", "", "model_ema."), "betas2"));

    assertTrue(e.getMessage().contains("missing are [betas2]"), e.getMessage());
    assertTrue(e.getMessage().contains("left over are [betas, model.diff"), e.getMessage());
  }

  @Test
  void a_bridge_keeps_its_network_under_net() throws IOException {
    PickleBytes pickle = start().text("net");
    dict(pickle, 1, "diffusion_model.out.2.bias").op('s').text("ema").op('}').text("decay");
    pickle.op('G').little(8, 0).op('s', 's').text("sched").empty("torch.optim", "StepLR").op('s');

    WeightFile file = open(pickle, keys("net", "diffusion_model."), "out.2.bias");

    assertValue(2, file, "out.2.bias");
  }

  @Test
  void two_nested_dictionaries_make_one_classifier() throws IOException {
    PickleBytes pickle = start().text("feat_extract");
    dict(pickle, 0, "module.conv0.weight").op('s').text("classifier");
    dict(pickle, 1, "module.weight", "module.bias").op('s');
    Map<String, String> rename = new LinkedHashMap<>();
    rename.put("^(\\w+)\\.module\\.", "$1.");
    rename.put("^feat_extract\\.", "features.");
    Keys keys = new Keys(List.of(), "", List.of(), rename);

    WeightFile file =
        open(pickle, keys, "features.conv0.weight", "classifier.weight", "classifier.bias");

    assertValue(1, file, "features.conv0.weight");
    assertValue(3, file, "classifier.bias");
  }

  @Test
  void simsiam_keeps_its_network_inside_a_wrapper() throws IOException {
    PickleBytes pickle = start().text("arch").text("resnet50").op('s').text("state_dict");
    String[] names = {
      "module.encoder.conv1.weight",
      "module.encoder.bn1.num_batches_tracked",
      "module.encoder.fc.0.weight",
      "module.predictor.0.weight"
    };
    dict(pickle, 0, names).op('s').text("optimizer").op('}').text("state").op('}', 's', 's');
    Keys keys = Artifacts.find().manifest("simsiam-resnet50").keys();

    WeightFile file =
        open(pickle, keys, "encoder.conv1.weight", "encoder.fc.0.weight", "predictor.0.weight");

    assertValue(1, file, "encoder.conv1.weight");
    assertValue(4, file, "predictor.0.weight");
  }

  @Test
  void names_of_caffe_become_those_of_torchvision() throws IOException {
    PickleBytes pickle = start().text("model_state_dict");
    dict(pickle, 0, "conv1_7x7_s2.weight", "conv2_1_1x1_reduce.weight", "conv3_2_3x3.weight");
    Map<String, String> rename = new LinkedHashMap<>();
    rename.put("^conv1_7x7_s2\\.", "conv1.");
    rename.put("^conv(\\d)_(\\d)_1x1_reduce\\.", "stage$1.$2.conv1.");
    rename.put("^conv(\\d)_(\\d)_3x3\\.", "stage$1.$2.conv2.");
    Keys keys = new Keys(List.of("model_state_dict"), "", List.of(), rename);

    WeightFile file =
        open(
            pickle.op('s'), keys, "conv1.weight", "stage2.1.conv1.weight", "stage3.2.conv2.weight");

    assertValue(2, file, "stage2.1.conv1.weight");
    assertValue(3, file, "stage3.2.conv2.weight");
  }

  @Test
  void a_robust_model_lies_beside_objects_of_another_pickler() throws IOException {
    PickleBytes pickle = start().text("schedule").global("dill._dill", "_create_function");
    pickle.op('(').global("dill._dill", "_load_type").text("CodeType").op(0x85, 'R', 't', 'R', 's');
    pickle.text("model");
    dict(pickle, 4, "module.model.conv1.weight", "module.normalizer.new_mean").op('s');
    Keys keys = keys("model", "module.model.");

    assertValue(5, open(pickle, keys, "conv1.weight"), "conv1.weight");
  }

  @Test
  void a_teacher_is_chosen_from_a_run_of_two_networks() throws IOException {
    PickleBytes pickle = start().text("args").global("argparse", "Namespace").op(')', 0x81, '}');
    pickle.text("lr").number(1).op('s', 'b', 's').text("student");
    dict(pickle, 0, "module.backbone.cls_token").op('s').text("teacher");
    dict(pickle, 1, "backbone.cls_token", "head.last_layer.weight_g").op('s');
    Keys keys = keys("teacher", "backbone.");

    assertValue(2, open(pickle, keys, "cls_token"), "cls_token");
  }
}
