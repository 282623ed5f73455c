#include "support/numberspack.h"

#include "support/program.h"

using namespace Qt::StringLiterals;

namespace touchstone::test {

NumbersPack NumbersPack::make(const QString &folder, int scenarios, int samples)
{
    const NumbersPack pack{folder + u"/pack"_s, folder + u"/answers.jsonl"_s};
    writeFile(pack.path + u"/pack.json"_s, R"({
        "format": 1, "name": "numbers", "title": "Numbers", "table": "items.jsonl",
        "template": {
            "format": 1, "id": "{{id}}", "kind": "generate", "language": "python", "title": "{{id}}",
            "instruction": "Write {{want}} into answer.txt", "target": {"file": "answer.txt"}, "answer": {"form": "file"},
            "workspace": {"files": {"answer.txt": ""}}, "reference": {"text": "{{want}}"},
            "checks": [{"id": "value", "type": "program", "mode": "parity",
                        "parts": [{"text": "assert '{{want}}' == '"}, {"workspace": "answer.txt"}, {"text": "'\n"}]}]
        }})");
    QByteArray items;
    QByteArray answers;
    for (int i = 0; i < scenarios; ++i) {
        const QByteArray id = "n" + QByteArray::number(i);
        items += R"({"id": ")" + id + R"(", "want": ")" + QByteArray::number(i * i) + "\"}\n";
        for (int s = 0; s < samples; ++s)
            answers += R"({"scenario": ")" + id + R"(", "answer": ")"
                + QByteArray::number(s % 3 ? i * i : i * i + 1) + "\"}\n";
    }
    writeFile(pack.path + u"/items.jsonl"_s, items);
    writeFile(pack.answers, answers);
    return pack;
}

} // namespace touchstone::test
