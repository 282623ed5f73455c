#pragma once

#include "support/program.h"

#include <QtCore/QTemporaryDir>

namespace touchstone::test {

/// Two scenarios that ask for a number in a file, and recorded answers: "one" is answered rightly,
/// "two" is not. "broken" has a further check whose tool no machine has.
struct SmallPack {
    QTemporaryDir folder;

    SmallPack()
    {
        write("small", {});
        write("broken",
              R"(, {"id": "tool", "type": "command", "argv": ["no-such-tool-anywhere"]})");
        writeFile(path("answers.jsonl"),
                  "{\"scenario\": \"one\", \"answer\": \"1\"}\n"
                  "{\"scenario\": \"two\", \"answer\": \"=cmd|'\\u202e</script>\"}\n");
        writeFile(path("right.jsonl"),
                  "{\"scenario\": \"one\", \"answer\": \"1\"}\n"
                  "{\"scenario\": \"two\", \"answer\": \"2\"}\n");
    }
    [[nodiscard]] QString path(const char *name) const
    {
        return folder.filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] QString samples(const char *name) const
    {
        return QStringLiteral("samples:") + path(name);
    }

private:
    void write(const QByteArray &name, const QByteArray &furtherCheck) const
    {
        writeFile(folder.filePath(QString::fromLatin1(name) + QStringLiteral("/pack.json")),
                  R"({"format": 1, "name": ")" + name
                      + R"(", "title": "Numbers", "table": "items.jsonl",
            "template": {
                "format": 1, "id": "{{id}}", "kind": "generate", "language": "python", "title": "Number {{id}}",
                "instruction": "Write {{want}} into answer.txt", "target": {"file": "answer.txt"},
                "answer": {"form": "file"}, "workspace": {"files": {"answer.txt": ""}},
                "reference": {"text": "{{want}}"}, "tags": ["numbers"],
                "checks": [{"id": "right", "type": "files", "files_expected": {"answer.txt": {"equals": "{{want}}"}}})"
                      + furtherCheck + "]}}");
        writeFile(folder.filePath(QString::fromLatin1(name) + QStringLiteral("/items.jsonl")),
                  "{\"id\": \"one\", \"want\": \"1\"}\n{\"id\": \"two\", \"want\": \"2\"}\n");
    }
};

/// A machine without confinement can't run anything: then there is nothing to test.
inline bool lacksConfinement(const ProgramResult &result)
{
    return result.exitCode == 3 && result.errors.contains("confinement");
}

} // namespace touchstone::test
