#include "windows/pictures/showcase.h"

#include <QtCore/QBuffer>
#include <QtGui/QAccessible>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialog>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableWidget>

using namespace Qt::StringLiterals;

namespace touchstone::testing {
namespace {

const QByteArray readerBefore = R"(import csv
import sys


def totals(path):
    """Sum of each region's sales."""
    sums = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            region = row["region"]
            sums[region] = sums.get(region, 0) + row["sales"]
    return sums


if __name__ == "__main__":
    for region, sales in totals(sys.argv[1]).items():
        print(region, sales)
)";

QByteArray readerAfter()
{
    QByteArray text = readerBefore;
    return text.replace("csv.DictReader(file)", "csv.DictReader(file, delimiter=\";\")")
        .replace("+ row[\"sales\"]", "+ int(row[\"sales\"])");
}

/// The dialogue that the agent works in.
class ExportDialog : public QDialog {
public:
    ExportDialog()
    {
        setWindowTitle(u"Export table"_s);
        auto *form = new QFormLayout(this);
        name = new QLineEdit(u"table.csv"_s, this);
        separator = new QComboBox(this);
        separator->addItems({u"Comma (,)"_s, u"Semicolon (;)"_s, u"Tab"_s});
        header = new QCheckBox(u"Names of columns in the first row"_s, this);
        form->addRow(u"File name"_s, name);
        form->addRow(u"Separator"_s, separator);
        form->addRow(QString(), header);
        auto *table = new QTableWidget(4, 3, this);
        table->setHorizontalHeaderLabels({u"region"_s, u"month"_s, u"sales"_s});
        const QStringList cells{u"north"_s, u"May"_s,  u"120"_s, u"south"_s, u"May"_s,  u"95"_s,
                                u"north"_s, u"June"_s, u"131"_s, u"south"_s, u"June"_s, u"88"_s};
        for (int i = 0; i < cells.size(); ++i)
            table->setItem(i / 3, i % 3, new QTableWidgetItem(cells[i]));
        table->verticalHeader()->hide();
        table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
        form->addRow(table);
        auto *buttons =
            new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
        save = buttons->button(QDialogButtonBox::Save);
        form->addRow(buttons);
        resize(560, 340);
        ensurePolished();
    }

    QByteArray picture()
    {
        QImage image(size(), QImage::Format_RGB32);
        render(&image);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        image.save(&buffer, "PNG");
        return bytes;
    }

    Json tree() { return elementOf(*QAccessible::queryAccessibleInterface(this)); }

    /// Where somebody would click, in the picture's pixels: the middle; of a check box its box.
    Json at(const QWidget &widget, Json action) const
    {
        QPoint middle = widget.rect().center();
        if (&widget == header)
            middle.setX(middle.y());
        middle = widget.mapTo(this, middle);
        action["x"] = middle.x();
        action["y"] = middle.y();
        return action;
    }

    QLineEdit *name;
    QComboBox *separator;
    QCheckBox *header;
    QPushButton *save;

private:
    Json elementOf(QAccessibleInterface &element) const
    {
        const QRect place = element.rect().translated(-mapToGlobal(QPoint()));
        const auto name = [&](QAccessible::Text text) { return element.text(text).toStdString(); };
        Json json{{"role", roleOf(element).toStdString()},
                  {"name", name(QAccessible::Name)},
                  {"bounds", {place.x(), place.y(), place.width(), place.height()}}};
        if (const std::string value = name(QAccessible::Value); !value.empty())
            json["value"] = value;
        Json children = Json::array();
        for (int i = 0; i < element.childCount(); ++i)
            if (QAccessibleInterface *child = element.child(i);
                child && child->isValid() && !child->state().invisible)
                children.push_back(elementOf(*child));
        if (!children.empty())
            json["children"] = std::move(children);
        return json;
    }

    static QString roleOf(const QAccessibleInterface &element)
    {
        switch (element.role()) {
        case QAccessible::Dialog:
            return u"dialog"_s;
        case QAccessible::EditableText:
            return u"edit"_s;
        case QAccessible::ComboBox:
            return u"combo box"_s;
        case QAccessible::CheckBox:
            return u"check box"_s;
        case QAccessible::Button:
            return u"button"_s;
        case QAccessible::StaticText:
            return u"label"_s;
        case QAccessible::Table:
            return u"table"_s;
        case QAccessible::Cell:
            return u"cell"_s;
        case QAccessible::ColumnHeader:
            return u"column header"_s;
        default:
            return u"group"_s;
        }
    }
};

/// Events in the making.
class Script {
public:
    explicit Script(FinishedAttempt &attempt)
        : m_attempt(attempt)
    {
    }

    Digest put(const QByteArray &bytes)
    {
        const Digest digest = Digest::of(bytes);
        m_attempt.blobs.emplace(digest, bytes);
        return digest;
    }

    Digest putFiles(const QMap<QString, QByteArray> &files)
    {
        Manifest made;
        for (auto it = files.begin(); it != files.end(); ++it)
            made.files.insert(it.key(), {FileMode::Regular, put(*it), it->size()});
        m_after = made.digest().hex();
        return put(dumpJson(toJson(made)));
    }

    void note(double seconds, EventType type, const QString &actor, Json data,
              const QMap<QString, QByteArray> &blobs = {})
    {
        m_ns += qint64(seconds * 1e9);
        Event event;
        event.id = qint64(m_attempt.events.size()) + 1;
        event.type = type;
        event.actor = actor;
        event.wallMs = m_attempt.record.startedMs + m_ns / 1'000'000;
        event.monotonicNs = m_ns;
        event.data = std::move(data);
        for (auto it = blobs.begin(); it != blobs.end(); ++it)
            event.blobs.insert(it.key(), put(*it));
        m_attempt.events.push_back(std::move(event));
    }

    void asks(double seconds, int input, int output, const QString &text)
    {
        note(seconds, EventType::ModelCall, u"agent"_s,
             {{"model", "made-up-model"},
              {"duration_ms", int(seconds * 1000)},
              {"usage", {{"input_tokens", input}, {"output_tokens", output}}},
              {"response", {{"content", text}}}});
        note(0.01, EventType::Message, u"agent"_s, {{"role", "assistant"}, {"text", text}});
        m_attempt.record.inputTokens += input;
        m_attempt.record.outputTokens += output;
    }

    void looks(ExportDialog &dialog)
    {
        note(0.2, EventType::Observation, u"harness"_s, {{"text", "the dialogue"}},
             {{u"picture"_s, dialog.picture()}, {u"tree"_s, dumpJson(dialog.tree())}});
    }

    void runs(double seconds, Json argv, int code, const QByteArray &output,
              const QByteArray &errors)
    {
        note(seconds, EventType::Command, u"agent"_s,
             {{"argv", std::move(argv)},
              {"ending", u"exit code %1"_s.arg(code)},
              {"exit_code", code},
              {"wall_us", int(seconds * 1e6)},
              {"after", m_after}},
             {{u"output"_s, output}, {u"errors"_s, errors}});
    }

    [[nodiscard]] qint64 microseconds() const { return m_ns / 1000; }

private:
    FinishedAttempt &m_attempt;
    QString m_after; ///< the workspace's digest
    qint64 m_ns = 0;
};

void actInDialog(Script &script)
{
    ExportDialog dialog;
    dialog.setAttribute(Qt::WA_DontShowOnScreen);
    dialog.show();
    script.looks(dialog);
    script.note(0.6, EventType::Action, u"agent"_s,
                dialog.at(*dialog.separator, {{"action", "click"}}));
    dialog.separator->setCurrentIndex(1);
    script.looks(dialog);
    script.note(0.5, EventType::Action, u"agent"_s,
                dialog.at(*dialog.header, {{"action", "click"}}));
    dialog.header->setChecked(true);
    script.looks(dialog);
    script.asks(1.4, 2'310, 64, u"Both are set. The file is to be called `sales.csv`."_s);
    script.note(0.4, EventType::Action, u"agent"_s,
                dialog.at(*dialog.name, {{"action", "type"}, {"text", "sales.csv"}}));
    dialog.name->setText(u"sales.csv"_s);
    script.looks(dialog);
    script.note(0.5, EventType::Action, u"agent"_s, dialog.at(*dialog.save, {{"action", "click"}}));
}

std::vector<Verdict> showcaseVerdicts()
{
    Verdict tests = Verdict::failed(u"1 of 9 tests failed"_s, 8.0 / 9.0);
    tests.check = tests.type = u"tests"_s;
    tests.durationUs = 420'000;
    tests.measures = {{u"tests.passed"_s, 8}, {u"tests.total"_s, 9}};
    tests.evidence = {{u"place"_s,
                       {},
                       {{"file", "sales.py"},
                        {"line", 11},
                        {"message", "test_empty_cell: ValueError: invalid literal for int(): ''"}},
                       {}},
                      {u"table"_s,
                       u"Tests"_s,
                       {{"columns", {"test", "status", "ms"}},
                        {"rows", {{"test_totals", "passed", 1}, {"test_empty_cell", "failed", 2}}}},
                       {}}};
    Verdict exported = Verdict::passed();
    exported.check = u"exported-file"_s;
    exported.type = u"files"_s;
    Verdict lint = Verdict::passed();
    lint.check = lint.type = u"lint"_s;
    lint.role = CheckRole::Graded;
    return {exported, tests, lint};
}

} // namespace

FinishedAttempt showcaseAttempt()
{
    FinishedAttempt attempt;
    AttemptRecord &record = attempt.record;
    record.id = u"01SHOWCASE0000000000000000"_s;
    record.pack = u"made-up"_s;
    record.scenario = u"export-and-mend"_s;
    record.kind = u"workspace"_s;
    record.language = u"python"_s;
    record.agent = u"command:made-up-agent"_s;
    record.startedMs = 1'790'000'000'000;
    Script script(attempt);
    Scenario scenario;
    scenario.id = record.scenario;
    scenario.pack = record.pack;
    scenario.kind = record.kind;
    scenario.language = record.language;
    scenario.title = u"Export the table and mend what reads it"_s;
    scenario.turns = {{u"Export the table with semicolons as `sales.csv`, with the names of its "
                       "columns. Then make `sales.py` print each region's sum of it."_s,
                       {}}};
    scenario.answerForm = AnswerForm::File;
    scenario.target.file = u"sales.py"_s;
    scenario.workspace.files.insert(
        u"sales.py"_s, {FileMode::Regular, script.put(readerBefore), readerBefore.size()});
    record.scenarioDigest = script.put(dumpJson(toResolved(scenario)));
    script.putFiles({{u"sales.py"_s, readerBefore}});

    script.note(0, EventType::Turn, u"harness"_s, {{"turn", 0}});
    script.note(0, EventType::Message, u"user"_s,
                {{"role", "user"}, {"text", scenario.turns.front().instruction.toStdString()}});
    script.asks(2.4, 1'480, 96,
                u"I will\n\n1. choose *Semicolon* and the first row in the dialogue,\n2. save,\n"
                "3. run `sales.py` on the file and mend what fails."_s);
    actInDialog(script);
    script.asks(1.8, 2'760, 71, u"The file is there. Now the program that reads it."_s);
    script.runs(0.3, {"python3", "sales.py", "sales.csv"}, 1, {},
                "Traceback (most recent call last):\n  File \"sales.py\", line 10, in totals\n"
                "    region = row[\"region\"]\nKeyError: 'region'\n");
    script.asks(3.1, 3'120, 240,
                u"`DictReader` splits at commas, and `sales` is text:\n\n```python\n"
                "csv.DictReader(file, delimiter=\";\")\nint(row[\"sales\"])\n```"_s);
    script.note(0.1, EventType::Edit, u"agent"_s, {{"form", "write"}, {"path", "sales.py"}},
                {{u"content"_s, readerAfter()}});
    record.endManifest = script.putFiles({{u"sales.py"_s, readerAfter()}});
    script.runs(0.3, {"python3", "sales.py", "sales.csv"}, 0, "north 251\nsouth 183\n", {});
    script.asks(1.2, 3'410, 38, u"Both sums are **right**: north 251, south 183."_s);

    record.outcome = Outcome::Failed;
    record.score = 8.0 / 9.0;
    record.reason = u"check 'tests' failed: 1 of 9 tests failed"_s;
    record.cost = 0.0123;
    record.model = u"made-up-model"_s;
    record.agentUs = script.microseconds();
    record.checkUs = 620'000;
    record.durationUs = record.agentUs + record.checkUs;
    attempt.verdicts = showcaseVerdicts();
    return attempt;
}

} // namespace touchstone::testing
