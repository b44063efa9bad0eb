"""The file of a finished export job as a response, or the part of it with which a download continues."""

from collections.abc import Iterator
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from reports.exports.jobs import drop_export_job, path_of
from reports.exports.kinds import kind_of
from reports.models import ExportJob
from web.http.ranges import parse_range

CHUNK = 256 * 1024


def job_file_response(request: HttpRequest, job: ExportJob) -> HttpResponseBase:
    """Return the ZIP of a job, or the byte range that the request asks for. Raise ``Http404`` if there is none."""
    path, kind = path_of(job), kind_of(job)
    if job.finished_at is None or not path.exists():
        raise Http404(_("This file is not ready yet, or it has been deleted."))
    if not kind.may_download(job):
        drop_export_job(job)
        raise Http404(_("You no longer have access to everything in this file. Create it again."))
    etag = f'"{job.file}"'
    byte_range = None
    # A range of another file is answered with all of this one.
    if request.headers.get("If-Range", etag) == etag:
        try:
            byte_range = parse_range(request.headers.get("Range", ""), job.size)
        except ValueError:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{job.size}"})
    start, end = byte_range or (0, job.size)
    response = StreamingHttpResponse(
        _bytes(path, start, end), status=206 if byte_range else 200, content_type="application/zip"
    )
    if byte_range:
        response["Content-Range"] = f"bytes {start}-{end - 1}/{job.size}"
    response["Content-Length"] = str(end - start)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    name = kind.file_name(job, timezone.localdate(job.finished_at))
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _bytes(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while start < end:
            chunk = file.read(min(CHUNK, end - start))
            if not chunk:
                return
            start += len(chunk)
            yield chunk
