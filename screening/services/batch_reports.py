"""Reports for a table of athletes, made side by side in warm processes; what is there is left alone."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from screening.domain.assess import assess
from screening.domain.checking import check_texts
from screening.domain.reporting.athlete import athlete_view
from screening.domain.reporting.coach import coach_view
from screening.domain.reporting.figures import figures_of
from screening.domain.reporting.identity import ReportIdentity
from screening.domain.reporting.physio import physio_view
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Audience
from screening.report import MissingLibrary, ReportError, ReportMaker
from screening.report.html import report_html
from screening.services.batch_reading import ChunkReader, ReadChunk
from screening.services.batch_report_files import ReportOrder, is_whole, report_name, write_report

_IN_LINE_FOR_EACH = 3


@dataclass
class ReportCount:
    """What became of the reports."""

    made: int = 0
    already_there: int = 0
    failed: list[tuple[int, str]] = field(default_factory=list)
    """Row and reason."""

    def closing_line(self) -> str:
        """ "118 reports made, 82 already there"."""
        said = f"{self.made:,} report{'' if self.made == 1 else 's'} made"
        return f"{said}, {self.already_there:,} already there" if self.already_there else said


class ReportFolder:
    """Makes reports in as many processes as asked for. Whoever brings more waits while enough are in line."""

    def __init__(
        self, folder: Path, rulebook: Rulebook, audience: Audience, on: dt.date, *, at_once: int
    ) -> None:
        self._folder = folder
        self._rulebook = rulebook
        self._audience = audience
        self._on = on
        self._places = threading.BoundedSemaphore(at_once * _IN_LINE_FOR_EACH)
        self._maker = ReportMaker(at_once=at_once, waiting=at_once * _IN_LINE_FOR_EACH)
        self._threads = ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="report")
        self._lock = threading.Lock()
        self._stopped_by: Exception | None = None
        self.count = ReportCount()

    def take(self, chunk: ReadChunk, reader: ChunkReader) -> None:
        """Put the good rows of a chunk in line.

        Raises:
            MissingLibrary: no report can be made on this machine.
            OSError: the folder cannot be written to.
        """
        rows = zip(chunk.numbers, chunk.athlete_ids, chunk.athlete_names, chunk.cells, strict=True)
        for row, athlete_id, name, cells in rows:
            answers, _ = check_texts(reader.texts_of(cells), self._rulebook.questionnaire)
            self._order(ReportOrder(row, athlete_id, name, answers))

    def finish(self) -> None:
        """Wait for what is in line.

        Raises:
            MissingLibrary, OSError: as in `take`.
        """
        self._threads.shutdown()
        self._maker.close()
        self._stop_if_told()

    def abandon(self) -> None:
        """Make no more; what is in the making is dropped."""
        self._maker.close()
        self._threads.shutdown(cancel_futures=True)

    def _order(self, order: ReportOrder) -> None:
        target = self._folder / report_name(order, self._rulebook, self._audience, self._on)
        if is_whole(target):
            self.count.already_there += 1
            return
        self._places.acquire()
        self._stop_if_told()
        self._threads.submit(self._make, order, target)

    def _stop_if_told(self) -> None:
        if self._stopped_by is not None:
            raise self._stopped_by

    def _make(self, order: ReportOrder, target: Path) -> None:
        try:
            write_report(target, self._maker.draw(document(order, self._rulebook, self._audience, self._on)))
        except MissingLibrary as error:
            self._stopped_by = error
        except ReportError as error:
            with self._lock:
                self.count.failed.append((order.row, str(error)))
        except Exception as error:
            # A full disk or a fault of ours meets every report; the thread that brings them raises it.
            self._stopped_by = error
        else:
            with self._lock:
                self.count.made += 1
        finally:
            self._places.release()


def document(order: ReportOrder, rulebook: Rulebook, audience: Audience, on: dt.date) -> str:
    """The report as the document that becomes the PDF. It carries the athlete's name, else the id."""
    answers = order.answers
    assessment = assess(answers, rulebook)
    whose = ReportIdentity(name=order.athlete_name or order.athlete_id or None)
    athlete = athlete_view(assessment, answers, rulebook, on, whose)
    match audience:
        case Audience.ATHLETE:
            return report_html(athlete, figures=figures_of(athlete.plan, rulebook))
        case Audience.COACH:
            coach = coach_view(assessment, answers, rulebook, on, whose)
            return report_html(coach, figures=figures_of(coach.plan, rulebook))
        case Audience.PHYSIO:
            physio = physio_view(assessment, answers, rulebook, on, athlete)
            return report_html(physio, figures=figures_of(athlete.plan, rulebook))
