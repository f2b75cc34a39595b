"""A producer of OpenLineage as people write one: the Python client, unchanged, configured by its environment alone.

Arguments: namespace, jobs, runs of each. A job reads one table and writes the next, column by column; each run tells its
START, with what it reads, and its COMPLETE, with what it writes. Prints how many events it has emitted, as JSON.
"""

import json
import sys
import uuid
from datetime import datetime, timedelta, timezone

from openlineage.client import OpenLineageClient
from openlineage.client.event_v2 import (
    DatasetEvent,
    InputDataset,
    Job,
    JobEvent,
    OutputDataset,
    Run,
    RunEvent,
    RunState,
    StaticDataset,
)
from openlineage.client.generated import (
    column_lineage_dataset,
    documentation_dataset,
    output_statistics_output_dataset,
    parent_run,
    schema_dataset,
    sql_job,
)

namespace, jobs, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
STORE = "postgres://city:5432"
PRODUCER = "urn:nguon:test"
START = datetime(2026, 3, 1, tzinfo=timezone.utc)
emitted = 0
client = OpenLineageClient()


def run_id(*place):
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(map(str, (namespace, *place)))))


def table(n):
    return f"{namespace}.bảng {n}"


def schema():
    fields = [schema_dataset.SchemaDatasetFacetFields(name=name, type="text") for name in ("mã", "name")]
    return {"schema": schema_dataset.SchemaDatasetFacet(fields=fields)}


def columns(n):
    fields = {
        name: column_lineage_dataset.Fields(
            inputFields=[
                column_lineage_dataset.InputField(
                    namespace=STORE,
                    name=table(n),
                    field=name,
                    transformations=[column_lineage_dataset.Transformation(type="DIRECT", subtype="IDENTITY")],
                )
            ]
        )
        for name in ("mã", "name")
    }
    return {"columnLineage": column_lineage_dataset.ColumnLineageDatasetFacet(fields=fields)}


def emit(event):
    global emitted
    client.emit(event)
    emitted += 1


for n in range(jobs):
    job = Job(namespace=namespace, name=f"step_{n}", facets={"sql": sql_job.SQLJobFacet(query="select 'x''y\\n'")})
    for i in range(runs):
        at = START + timedelta(minutes=n * runs + i)
        parent = parent_run.ParentRunFacet(
            run=parent_run.Run(runId=run_id("dag", i)), job=parent_run.Job(namespace=namespace, name="dag")
        )
        run = Run(runId=run_id(n, i), facets={"parent": parent})
        emit(
            RunEvent(
                eventType=RunState.START,
                eventTime=at.isoformat(),
                run=run,
                job=job,
                producer=PRODUCER,
                inputs=[InputDataset(namespace=STORE, name=table(n), facets=schema())],
                outputs=[],
            )
        )
        statistics = output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet(rowCount=5, size=6)
        written = OutputDataset(
            namespace=STORE,
            name=table(n + 1),
            facets={**schema(), **columns(n)},
            outputFacets={"outputStatistics": statistics},
        )
        emit(
            RunEvent(
                eventType=RunState.FAIL if i == 1 else RunState.COMPLETE,
                eventTime=(at + timedelta(seconds=30, microseconds=1)).isoformat(),
                run=run,
                job=job,
                producer=PRODUCER,
                inputs=[],
                outputs=[written],
            )
        )

emit(
    JobEvent(
        eventTime=START.isoformat(),
        producer=PRODUCER,
        job=Job(namespace=namespace, name="static"),
        inputs=[InputDataset(namespace=STORE, name=table(jobs))],
        outputs=[OutputDataset(namespace=STORE, name=table("z"))],
    )
)
about = {"documentation": documentation_dataset.DocumentationDatasetFacet(description="Bảng gốc")}
emit(
    DatasetEvent(
        eventTime=START.isoformat(),
        producer=PRODUCER,
        dataset=StaticDataset(namespace=STORE, name=table(0), facets=about),
    )
)
client.close(timeout=60)
print(json.dumps({"emitted": emitted}))
