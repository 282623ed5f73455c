#include "core/workspace/imports.h"

#include <algorithm>

namespace touchstone {
namespace {

constexpr size_t maxStatementLines = 500;

bool beginsImport(QByteArrayView line)
{
    if (!indentOf(line).isEmpty())
        return false;
    const QByteArrayView text = line.trimmed();
    if (text.startsWith("import ") || text.startsWith("#include") || text.startsWith("package ")
        || text.startsWith("import{") || text.startsWith("import\"") || text.startsWith("import'"))
        return true;
    if (text.startsWith("from ") && text.contains(" import"))
        return true;
    if ((text.startsWith("use ") || text.startsWith("using ")) && text.endsWith(';')
        && !text.contains('='))
        return true;
    return (text.startsWith("const ") || text.startsWith("let ") || text.startsWith("var "))
        && text.contains("= require(");
}

int openBrackets(QByteArrayView line)
{
    int open = 0;
    for (const char c : line)
        open += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
    return open;
}

size_t endOfStatement(Lines lines, size_t at)
{
    int open = 0;
    for (size_t i = at; i < lines.size() && i < at + maxStatementLines; ++i) {
        open += openBrackets(lines[i]);
        if (open <= 0 && !withoutEnd(lines[i]).endsWith('\\'))
            return i + 1;
    }
    return at + 1;
}

bool standsAtTop(QByteArrayView line)
{
    const QByteArrayView text = line.trimmed();
    return text.isEmpty()
        || (text.startsWith('#') && !text.startsWith("#include") && !text.startsWith("#if")
            && !text.startsWith("#["))
        || text.startsWith("//") || text.startsWith("/*") || text.startsWith('*')
        || text.startsWith("\"use strict\"") || text.startsWith("'use strict'")
        || text.startsWith("<?php");
}

} // namespace

std::vector<Span> importsBefore(Lines lines, size_t end)
{
    std::vector<Span> found;
    for (size_t i = 0; i < std::min(end, lines.size());) {
        const size_t next = beginsImport(lines[i]) ? endOfStatement(lines, i) : i + 1;
        if (beginsImport(lines[i]) && next <= end)
            found.push_back({i, next});
        i = next;
    }
    return found;
}

size_t importPlace(Lines lines, const std::vector<bool> &inString, bool early)
{
    for (size_t i = 0; i < lines.size(); ++i)
        if (!inString[i] && beginsImport(lines[i]))
            return early ? i : endOfStatement(lines, i);
    size_t place = 0;
    bool docstring = false;
    for (size_t i = 0; i < lines.size(); ++i) {
        const QByteArrayView text = lines[i].trimmed();
        const bool begins = !docstring && (text.startsWith("\"\"\"") || text.startsWith("'''"));
        if (!inString[i] && !begins && !standsAtTop(lines[i]))
            break;
        docstring = docstring || begins;
        if (!text.isEmpty())
            place = i + 1;
    }
    return place;
}

bool isEarlyImport(QByteArrayView line)
{
    return line.trimmed().startsWith("from __future__ ") || line.trimmed().startsWith("package ");
}

} // namespace touchstone
