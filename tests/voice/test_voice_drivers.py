"""One contract for loudspeakers, real and simulated; and espeak-ng with everything that can befall a child process."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from kiosk.voice.drivers.espeak import PROGRAM, EspeakSpeech
from kiosk.voice.drivers.simulated import JOURNAL, SimulatedSpeakers
from kiosk.voice.drivers.speakers import PROGRAMS, Speakers
from kiosk.voice.ports import CutShort, NoVoice, Played, Player
from kiosk.voice.sound import RATE, Sound, from_wav, silence
from kiosk.voice.wording import call_sentence
from tests.voice.given import languages
from tests.voice.null_sink import NullSink, null_sink

TONE = Sound((8000 * np.sin(np.arange(RATE // 2) * 0.2)).astype(np.int16))


@pytest.fixture(scope="module")
def sink(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NullSink | None]:
    folder = tmp_path_factory.mktemp("pulse")
    for started in null_sink(folder):
        if started is None:
            yield None
            return
        # A sink that nobody listens to works in steps of two seconds.
        with started.record(folder / "heard.raw") as recorder:
            yield started
            recorder.terminate()


@pytest.fixture(params=["simulated", "speakers"])
def player(request: pytest.FixtureRequest, tmp_path: Path, peer: Callable[[str], str]) -> Iterator[Player]:
    if request.param == "simulated":
        made: Player = SimulatedSpeakers(tmp_path / "voice")
    else:
        peer("pulseaudio")
        sink: NullSink | None = request.getfixturevalue("sink")
        assert sink is not None
        made = Speakers([[*PROGRAMS[0], f"--server={sink.server}"]])
    yield made
    made.close()


def test_a_sound_is_played_to_its_end(player: Player) -> None:
    began = time.monotonic()
    assert player.play(TONE, "A001") == Played()
    assert 0.4 < time.monotonic() - began < 3
    assert player.play(silence(0.05), "A002") == Played()


def test_what_plays_can_be_cut_short_and_the_next_is_heard(player: Player) -> None:
    cutting = threading.Timer(0.3, player.cut)
    cutting.start()
    began = time.monotonic()
    assert player.play(silence(20), "A001") == CutShort()
    assert time.monotonic() - began < 3
    assert player.play(TONE, "A002") == Played()


def test_a_sound_server_that_dies_in_the_middle_of_a_call_is_no_voice(
    peer: Callable[[str], str], tmp_path: Path
) -> None:
    peer("pulseaudio")
    for sink in null_sink(tmp_path):
        assert sink is not None
        speakers = Speakers([[*PROGRAMS[0], f"--server={sink.server}"]])
        dying = threading.Timer(0.5, os.kill, (sink.pid, signal.SIGKILL))
        dying.start()
        began = time.monotonic()
        assert speakers.play(silence(20), "A001") == NoVoice("failed")
        assert time.monotonic() - began < 5
        assert isinstance(speakers.play(TONE, "A002"), NoVoice)
        speakers.close()


def test_nothing_is_played_after_closing(player: Player) -> None:
    closing = threading.Timer(0.3, player.close)
    closing.start()
    assert player.play(silence(20), "A001") == CutShort()
    assert player.play(TONE, "A002") == CutShort()


def test_two_at_once_take_turns(player: Player) -> None:
    began = time.monotonic()
    other = threading.Thread(target=player.play, args=(TONE, "A001"))
    other.start()
    player.play(TONE, "A002")
    other.join()
    assert time.monotonic() - began > 0.9


def test_the_simulated_one_leaves_sound_and_times(tmp_path: Path) -> None:
    speakers = SimulatedSpeakers(tmp_path, haste=50)
    speakers.play(TONE, "A012_counter_3_time_1")
    (file,) = tmp_path.glob("*.wav")
    assert file.name.endswith("A012_counter_3_time_1.wav")
    assert np.array_equal(from_wav(file.read_bytes()).samples, TONE.samples)
    line = json.loads((tmp_path / JOURNAL).read_text())
    assert line["name"] == "A012_counter_3_time_1"
    assert line["began"] < line["ended"]


def test_the_simulated_one_keeps_the_newest_only(tmp_path: Path) -> None:
    speakers = SimulatedSpeakers(tmp_path, haste=1e6)
    for number in range(105):
        speakers.play(silence(0.01), f"A{number:03d}")
    assert len(list(tmp_path.glob("*.wav"))) == 100


def test_a_folder_that_cannot_be_written_is_a_value(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert SimulatedSpeakers(tmp_path / "file").play(TONE, "A001") == NoVoice("disk")


def program(folder: Path, name: str, lines: str) -> str:
    file = folder / name
    file.write_text("#!/bin/sh\n" + lines)
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return str(file)


def test_the_second_program_plays_where_the_first_cannot(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    no_server = program(tmp_path, "pacat", "exit 1\n")
    card = program(tmp_path, "aplay", f"cat > {heard}\n")
    speakers = Speakers([["a-player-nobody-has"], [no_server], [card]])
    assert speakers.play(TONE, "A001") == Played()
    assert heard.read_bytes() == TONE.samples.tobytes()
    speakers.close()


def test_no_loudspeaker_at_all_is_a_value(tmp_path: Path) -> None:
    speakers = Speakers([["a-player-nobody-has"]])
    assert speakers.play(TONE, "A001") == NoVoice("missing")
    speakers.close()
    failing = Speakers([[program(tmp_path, "pacat", "exit 1\n")]])
    assert failing.play(TONE, "A001") == NoVoice("failed")
    failing.close()


def test_a_loudspeaker_that_hangs_is_given_up_with_all_it_started(tmp_path: Path) -> None:
    hanging = program(tmp_path, "pacat", f"sleep 60 & echo $! > {tmp_path}/child; wait\n")
    speakers = Speakers([[hanging]], patience_s=0.3)
    assert speakers.play(silence(0.1), "A001") == NoVoice("timeout")
    assert _gone(int((tmp_path / "child").read_text()))
    speakers.close()


def test_a_board_that_is_killed_soon_falls_silent(peer: Callable[[str], str], sink: NullSink | None) -> None:
    peer("pulseaudio")
    assert sink is not None
    server = f"--server={sink.server}"
    script = (
        "import sys\nfrom kiosk.voice.drivers.speakers import PROGRAMS, Speakers\n"
        "from kiosk.voice.sound import silence\n"
        "Speakers([[*PROGRAMS[0], sys.argv[1]]]).play(silence(60), 'A001')"
    )
    board = subprocess.Popen([sys.executable, "-c", script, server])
    _until(lambda: _playing(server))
    board.kill()
    board.wait()
    _until(lambda: not _playing(server), patience_s=8)


def _playing(server: str) -> bool:
    for commands in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            words = commands.read_bytes().split(b"\0")
            if b"--playback" in words and server.encode() in words:
                return True
    return False


def _until(ready: Callable[[], bool], patience_s: float = 15) -> None:
    until = time.monotonic() + patience_s
    while not ready():
        assert time.monotonic() < until
        time.sleep(0.05)


def _gone(pid: int) -> bool:
    for _ in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.02)
    return False


# --- speech ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["vi", "en"])
def test_espeak_says_a_call(code: str) -> None:
    (language,) = languages(code)
    sound = EspeakSpeech(140, 45).say(call_sentence(language, "A012", 3), language)
    assert isinstance(sound, Sound)
    assert 2 < sound.seconds < 8
    assert np.abs(sound.samples.astype(int)).max() > 3000


def test_counters_are_counted_as_people_count() -> None:
    """The voice's own phonemes: after tens one is "mốt" and five is "lăm"; nobody is sent to counter "ten years"."""
    (vi,) = languages("vi")
    counters = [counter for counter in range(10, 1000) if counter % 10 in (1, 5)]
    text = "\n\n".join(call_sentence(vi, "A", counter).rpartition("quầy số ")[2] for counter in counters)
    words = [PROGRAM, "-v", vi.voice, "-q", "-x", "--stdin"]
    said = subprocess.run(words, input=text, capture_output=True, text=True, check=True, timeout=30).stdout.split("\n")
    phonemes = [line.strip().rstrip("_|") for line in said if line.strip()]
    assert len(phonemes) == len(counters)
    last = {"một": "m'o6t[", "mốt": "m'o3t[", "năm": "n'a7m", "lăm": "l'a7m"}
    for counter, sounds in zip(counters, phonemes, strict=True):
        tens, ones = divmod(counter % 100, 10)
        if ones == 1:
            assert sounds.endswith(last["mốt" if tens > 1 else "một"]), counter
        if ones == 5:
            assert sounds.endswith(last["lăm" if tens > 0 else "năm"]), counter


def test_pace_and_pitch_are_heard() -> None:
    (language,) = languages("vi")
    words = call_sentence(language, "A012", 3)
    slow, quick = EspeakSpeech(90, 45).say(words, language), EspeakSpeech(200, 45).say(words, language)
    low, high = EspeakSpeech(140, 5).say(words, language), EspeakSpeech(140, 95).say(words, language)
    assert isinstance(slow, Sound)
    assert isinstance(quick, Sound)
    assert slow.seconds > 1.5 * quick.seconds
    assert _height_hz(high) > 1.2 * _height_hz(low)


def _height_hz(sound: Sound | NoVoice) -> float:
    """The middle height of the voice: the lag at which loud pieces are most like themselves."""
    assert isinstance(sound, Sound)
    heights = []
    for at in range(0, len(sound.samples) - 1024, 1024):
        piece = sound.samples[at : at + 1024].astype(float)
        if np.abs(piece).max() > 3000:
            alike = np.correlate(piece, piece, "full")[1023:]
            least, most = RATE // 300, RATE // 60
            heights.append(RATE / (least + int(alike[least:most].argmax())))
    return float(np.median(heights))


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("exit 1\n", "failed"),
        ("echo this is no sound\n", "bad_answer"),
        ("sleep 60 & wait\n", "timeout"),
        ("exec sleep 60\n", "timeout"),
    ],
)
def test_a_synthesiser_in_trouble_is_a_value(tmp_path: Path, lines: str, reason: str) -> None:
    (language,) = languages("vi")
    speech = EspeakSpeech(140, 45, program(tmp_path, "espeak-ng", lines), patience_s=0.5)
    began = time.monotonic()
    assert speech.say("Xin mời", language) == NoVoice(reason)
    assert time.monotonic() - began < 3


def test_a_synthesiser_that_is_not_there_is_a_value() -> None:
    (language,) = languages("vi")
    assert EspeakSpeech(140, 45, "espeak-of-nobody").say("Xin mời", language) == NoVoice("missing")


def test_a_voice_that_is_not_installed_is_a_value() -> None:
    (language,) = languages("vi")
    spoken = language.model_copy(update={"voice": "xx-nobody"})
    assert EspeakSpeech(140, 45).say("Xin mời", spoken) == NoVoice("failed")
