import { expect, test } from "@odoo/hoot";
import { Deferred } from "@odoo/hoot-mock";
import { Newest } from "@crm_bpm_flow/core/newest";

async function askTwice(answerInOrder) {
    const newest = new Newest();
    const [first, second] = [new Deferred(), new Deferred()];
    const told = [];
    const asked = [first, second].map((question) => newest.add(question).then((answer) => told.push(answer)));
    for (const question of answerInOrder([first, second])) {
        question.resolve(question === first ? "old" : "new");
    }
    await Promise.all(asked);
    return told;
}

test("whoever asked before is told the newest answer, and does not wait for ever", async () => {
    expect(await askTwice((questions) => questions)).toEqual(["new", "new"]);
});

test("an old answer that comes late does not win", async () => {
    expect(await askTwice((questions) => questions.toReversed())).toEqual(["new", "new"]);
});

test("a question by itself is answered", async () => {
    expect(await new Newest().add(Promise.resolve("only"))).toBe("only");
});
