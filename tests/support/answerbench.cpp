#include "support/answerbench.h"

using namespace Qt::StringLiterals;

namespace touchstone::test {
namespace {

QByteArray visible(QByteArray text)
{
    return text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n");
}

QByteArray modeText(FileMode mode)
{
    return mode == FileMode::Executable ? " (executable)"
        : mode == FileMode::Symlink     ? " (symlink)"
                                        : "";
}

} // namespace

AnswerBench::AnswerBench()
{
    const QByteArray eight = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n";
    before = tree(blobs,
                  {{u"a.txt"_s, eight},
                   {u"src/b.py"_s,
                    "import os\n\n\ndef f(x):\n    return x\n\n\nclass C:\n    def m(self):\n"
                    "        return 1\n"},
                   {u"crlf.txt"_s, QByteArray(eight).replace("\n", "\r\n")},
                   {u"no-end.txt"_s, "one\ntwo"},
                   {u"run.sh"_s, "#!/bin/sh\necho\n", FileMode::Executable},
                   {u"twice.txt"_s, "x\ny\nx\ny\n"},
                   {u"empty.txt"_s, ""},
                   {u"link"_s, "a.txt", FileMode::Symlink},
                   {u"folder-link"_s, "src", FileMode::Symlink},
                   {u"image.png"_s, QByteArray("\x89PNG\0\xff\n", 7)}});
}

QByteArray AnswerBench::apply(const QByteArray &answer)
{
    const auto applied = applyAnswer(answer, context, before, blobs);
    if (!applied)
        return "ERROR " + applied.error().text().toUtf8();
    if (applied->refusal) {
        if (applied->after != before)
            return "REFUSED, BUT CHANGED";
        return applied->refusal->code.toUtf8() + ": " + applied->refusal->message.toUtf8();
    }
    if (auto sound = checkManifest(applied->after); !sound)
        return "UNSOUND " + sound.error().text().toUtf8();
    QByteArrayList lines;
    for (auto it = applied->after.files.begin(); it != applied->after.files.end(); ++it)
        if (before.files.value(it.key()) != *it || !before.files.contains(it.key()))
            lines.append(it.key().toUtf8() + modeText(it->mode) + ": "
                         + visible(textOf(applied->after, it.key(), blobs)));
    for (const QString &path : before.files.keys())
        if (!applied->after.files.contains(path))
            lines.append(path.toUtf8() + " is gone");
    return lines.join('\n');
}

QByteArray unexpected(const QByteArray &outcome, const QByteArray &expected)
{
    const qsizetype dots = expected.indexOf(" ... ");
    const bool same = dots < 0 ? outcome == expected
                               : outcome.startsWith(expected.first(dots) + ": ")
            && outcome.contains(expected.sliced(dots + 5));
    return same ? QByteArray() : "\n  found    " + outcome + "\n  expected " + expected;
}

} // namespace touchstone::test
