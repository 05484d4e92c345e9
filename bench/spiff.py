"""SpiffWorkflow at work: one case's life, in memory or kept in PostgreSQL.

Runs in a virtual environment of its own. For each line "memory COUNT" or "stored COUNT"
it prints the seconds that the cases took (this process's and its database backend's
busy time, as measure.py has it).
"""

import sys
from pathlib import Path

import psycopg2
from measure import Stopwatch
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

TABLE = "CREATE TEMP TABLE spiff_case (id serial PRIMARY KEY, state jsonb)"


def specification():
    parser = BpmnParser()
    parser.add_bpmn_file(str(Path(__file__).parent / "peers" / "call.bpmn"))
    return parser.get_spec("call_back")


class InMemory:
    """The case stays what it is between its steps."""

    def __init__(self, _connection):
        pass

    def first(self, workflow):
        return workflow

    next = first


class InDatabase:
    """Saved at each stop, read again for the next step; one transaction for all."""

    def __init__(self, connection):
        self.cursor = connection.cursor()
        self.serializer = BpmnWorkflowSerializer()

    def first(self, workflow):
        self.cursor.execute(
            "INSERT INTO spiff_case (state) VALUES (%s) RETURNING id",
            [self.serializer.serialize_json(workflow)],
        )
        self.id = self.cursor.fetchone()[0]
        return self._read()

    def next(self, workflow):
        text = self.serializer.serialize_json(workflow)
        self.cursor.execute(
            "UPDATE spiff_case SET state = %s WHERE id = %s", [text, self.id]
        )
        return self._read()

    def _read(self):
        self.cursor.execute(
            "SELECT state::text FROM spiff_case WHERE id = %s", [self.id]
        )
        return self.serializer.deserialize_json(self.cursor.fetchone()[0])


def run_case(spec, keeper):
    workflow = BpmnWorkflow(spec)
    workflow.do_engine_steps()
    workflow = keeper.first(workflow)
    for _step in range(2):
        task = workflow.get_tasks(state=TaskState.READY, manual=True)[0]
        task.data["amount"] = 2000
        task.run()
        workflow.do_engine_steps()
        workflow = keeper.next(workflow)
    if not workflow.completed:
        raise RuntimeError("the case did not end")


def main():
    spec = specification()
    connection = psycopg2.connect(dbname="postgres")
    connection.cursor().execute(TABLE)
    connection.commit()
    watch = Stopwatch(connection.info.backend_pid)
    for line in sys.stdin:
        way, count = line.split()
        keeper = {"memory": InMemory, "stored": InDatabase}[way](connection)
        begin = watch.seconds()
        for _case in range(int(count)):
            run_case(spec, keeper)
        print(watch.seconds() - begin, flush=True)
        connection.rollback()


if __name__ == "__main__":
    main()
