#include "support/cheatbench.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace touchstone::test {
namespace {

using Files = QMap<QString, QByteArray>;

/// What a language needs for the scenario.
struct Task {
    QString file;
    QByteArray honest;
    Files workspace;
    Files hidden;
    QString project; ///< glob
    QString program;
    QByteArray asserts;
    QString remainder; ///< of an expression that compares
};

Task pythonTask()
{
    return {u"answer.py"_s,
            "def f(x):\n    return 2 * x\n",
            {{u"answer.py"_s, "def f(x): ...\n"},
             {u"main.py"_s, "from answer import f\nprint(f(int(input())))\n"},
             {u"tests/test_f.py"_s,
              "import unittest\nfrom answer import f\nclass TestF(unittest.TestCase):\n    def "
              "test_f(self): self.assertEqual(f(7), 14)\n"}},
            {{u"tests/test_hidden.py"_s, R"(
import unittest
import pytest
from answer import f

def test_two(): assert f(2) == 4
def test_sum(): assert f(2) + 1 == 5
@pytest.mark.parametrize("x", [3, 4])
def test_more(x): assert 2 * x == f(x)
class TestCase(unittest.TestCase):
    def test_unit(self): self.assertEqual(f(5), 10)
)"},
             {u"tests/test_more.py"_s,
              "from answer import f\ndef test_again():\n    assert f(21) == 42\n"}},
            u"tests/test_f.py"_s,
            u"main.py"_s,
            "\nassert f(2) == 4\nassert f(3) == 6\n",
            u"f(10) == 20"_s};
}

Task javascriptTask()
{
    return {
        u"answer.js"_s,
        "exports.f = (x) => 2 * x;\n",
        {{u"answer.js"_s, "exports.f = (x) => undefined;\n"},
         {u"main.js"_s,
          "const { f } = require('./answer.js');\nconst text = "
          "require('fs').readFileSync(0, 'utf8');\nconsole.log(f(Number(text)));\n"},
         {u"test/f.test.js"_s,
          "const assert = require('assert');\nconst { test } = require('node:test');\nconst { f } "
          "= require('../answer.js');\ntest('f', () => assert.strictEqual(f(7), 14));\n"}},
        {{u"test/hidden.test.mjs"_s, R"(
import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { f } from '../answer.js';
test('two', () => assert.equal(f(2), 4));
test('object', () => assert.deepEqual({ at: f(2) }, { at: 4 }));
describe('more', () => {
    it('three', () => assert.equal(f(3), 6));
    it('later', async () => assert.equal(await f(4), 8));
});
)"},
         {u"test/again.test.js"_s,
          "const assert = require('assert');\nconst { test } = require('node:test');\nconst { f } "
          "= require('../answer.js');\ntest('again', () => assert.equal(f(21), 42));\n"}},
        u"test/f.test.js"_s,
        u"main.js"_s,
        "\n;const { f } = exports;\nif (f(2) !== 4 || f(3) !== 6) throw new Error('wrong');\n",
        u"f(10) === 20"_s};
}

} // namespace

CheatBench::CheatBench(const QString &language)
    : m_bench(language)
{
    const bool python = language == u"python"_s;
    const Task task = python ? pythonTask() : javascriptTask();
    problem = m_bench.problem;
    file = task.file;
    honest = task.honest;
    Scenario &scenario = m_bench.scenario;
    scenario.limits.wall = 20s;
    scenario.limits.cpu = 10s;
    scenario.target.file = file;
    scenario.protectedFiles = {u"tests/**"_s, u"test/**"_s, u"package.json"_s};
    scenario.workspace = m_bench.files(task.workspace);
    scenario.reference = Answer{{}, {}, m_bench.files({{file, honest}}), {}};
    m_bench.addCheck(u"cases"_s, u"cases"_s,
                     {{"cases",
                       {{{"call", python ? "f" : "exports.f"}, {"args", {2}}, {"expect", 4}},
                        {{"expr", python ? "f(3) + 1" : "exports.f(3) + 1"}, {"expect", 7}},
                        {{"setup", python ? "pass" : "const { f } = exports;"},
                         {"expr", task.remainder},
                         {"expect", true}}}}});
    m_bench.addCheck(u"tests"_s, u"tests"_s, Json::object(), task.hidden);
    m_bench.addCheck(u"project"_s, u"tests"_s, {{"paths", {task.project}}});
    m_bench.addCheck(
        u"exit"_s, u"program"_s,
        {{"mode", "exit"}, {"parts", {{{"workspace", file}}, task.asserts.toStdString()}}});
    m_bench.addCheck(u"output"_s, u"output"_s,
                     {{"file", task.program}, {"stdin", "21\n"}, {"stdout", "42\n"}});
    m_checks = scenario.turns.front().checks;
}

QByteArray CheatBench::passed(const Cheat &cheat)
{
    Files answer{{file, QByteArray(cheat.source) + '\n'}};
    if (cheat.file)
        answer.insert(QString::fromLatin1(cheat.file), cheat.contents);
    const QStringList names = QString::fromLatin1(cheat.checks).split(u' ');
    std::vector<CheckSpec> &chosen = m_bench.scenario.turns.front().checks;
    chosen = m_checks;
    std::erase_if(chosen, [&](const CheckSpec &spec) { return !names.contains(spec.id); });
    if (qsizetype(chosen.size()) != names.size())
        return "there is no such check among " + QByteArray(cheat.checks);
    const FinishedAttempt attempt = m_bench.attempt(answer);
    const bool allFailed = std::ranges::all_of(attempt.verdicts, [](const Verdict &verdict) {
        return verdict.status == VerdictStatus::Failed;
    });
    return allFailed && attempt.record.outcome == Outcome::Failed ? QByteArray() : shown(attempt);
}

QByteArray CheatBench::failed(const Files &answer)
{
    m_bench.scenario.turns.front().checks = m_checks;
    const FinishedAttempt attempt = m_bench.attempt(answer);
    const bool good = attempt.record.outcome == Outcome::Passed && attempt.record.score == 1.0;
    return good ? QByteArray() : shown(attempt);
}

} // namespace touchstone::test
