from __future__ import annotations

from pathlib import Path
from typing import Any

import networks
from torch.utils.data import Dataset
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    GPT2Config,
    GPT2LMHeadModel,
    Trainer,
    TrainingArguments,
)

import torch
from sinks import Kept, StopAt
from thalweg import Groups, Probe
from thalweg.huggingface import ThalwegCallback

_TOKENS = torch.randint(0, 40, (64, 6), generator=torch.Generator().manual_seed(0))
_LABELS = _TOKENS[:, 0] % 3
PROBE = Probe(_LABELS[:12].numpy(), 3, {"input_ids": _TOKENS[:12], "attention_mask": torch.ones_like(_TOKENS[:12])})


class Sentences(Dataset):
    def __len__(self) -> int:
        return len(_LABELS)

    def __getitem__(self, index: int) -> dict[str, Any]:
        return {
            "input_ids": _TOKENS[index],
            "attention_mask": torch.ones(6, dtype=torch.long),
            "labels": _LABELS[index],
        }


class Texts(Sentences):
    def __getitem__(self, index: int) -> dict[str, Any]:
        return {"input_ids": _TOKENS[index], "labels": _TOKENS[index]}


def bert() -> BertForSequenceClassification:
    torch.manual_seed(1)
    sizes = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 16}
    return BertForSequenceClassification(BertConfig(vocab_size=40, num_labels=3, **sizes))


def fit(model: torch.nn.Module, folder: Path, *callbacks: ThalwegCallback, data: Dataset, **how: Any) -> Trainer:
    settings = {"max_steps": 12, "per_device_train_batch_size": 8, "seed": 4, "report_to": [], "use_cpu": True, **how}
    arguments = TrainingArguments(str(folder), save_strategy="no", disable_tqdm=True, **settings)
    trainer = Trainer(model, arguments, train_dataset=data, callbacks=list(callbacks))
    trainer.train()
    return trainer


def test_training_goes_the_same_way_with_it(tmp_path):
    with_it, without = bert(), bert()
    sink = Kept(PROBE)

    fit(with_it, tmp_path, ThalwegCallback(sink, every=1), data=Sentences())

    fit(without, tmp_path, data=Sentences())
    assert sink.steps == list(range(13))
    assert networks.same(networks.weights(with_it), networks.weights(without))


def test_hook_stops_the_trainer(tmp_path):
    sink = Kept(PROBE)

    trainer = fit(bert(), tmp_path, ThalwegCallback(sink, every=4, stopping=StopAt(5)), data=Sentences(), max_steps=999)

    assert trainer.state.global_step == 5
    assert sink.steps == [0, 4, 5]
    assert sink.events == ["start", "finished", "close"]


def test_language_model_is_coarse_grained_by_position(tmp_path):
    torch.manual_seed(1)
    model = GPT2LMHeadModel(GPT2Config(vocab_size=40, n_positions=8, n_embd=8, n_layer=1, n_head=2))
    # Every position predicts the next token; the last one of a text has none, and is given its own.
    following = torch.cat([_TOKENS[:10, 1:], _TOKENS[:10, -1:]], 1)
    probe = Probe(following.reshape(-1).numpy(), 40, {"input_ids": _TOKENS[:10]}, groups=Groups.by_hash(40, 5))
    sink = Kept(probe)

    fit(model, tmp_path, ThalwegCallback(sink, every=6, block_samples=4), data=Texts())

    assert sink.steps == [0, 6, 12]
    assert sink.snapshots[0].shape == (60, 5)
    assert abs(sink.snapshots[-1].sum(axis=1) - 1).max() < 1e-5
