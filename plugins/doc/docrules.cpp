#include "docrules.h"

#include "docnames.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

bool isConstructor(const DocSymbol &symbol)
{
    return symbol.kind == u"constructor"_s;
}

bool isType(const DocSymbol &symbol)
{
    return symbol.kind != u"function"_s && symbol.kind != u"method"_s && !isConstructor(symbol);
}

QString parentOf(const QString &name)
{
    const qsizetype dot = name.lastIndexOf(u'.');
    return dot < 0 ? QString() : name.left(dot);
}

const DocSymbol *find(const DocSymbols &all, const QString &name)
{
    const auto found = std::ranges::find(all, name, &DocSymbol::name);
    return found == all.end() ? nullptr : &*found;
}

bool hasText(const DocComment &doc)
{
    return !doc.text.trimmed().isEmpty();
}

/// One symbol and its documentation, held against the rules.
class Judge {
public:
    Judge(const DocSymbol &symbol, const DocComment &doc, const DocSymbols &all)
        : m_symbol(symbol)
        , m_doc(doc)
        , m_parameters(symbol.parameters)
    {
        if (!isType(symbol))
            return;
        for (const DocSymbol &member : all) // a class may document what its constructor takes
            if (isConstructor(member) && parentOf(member.name) == symbol.name)
                m_ofConstructors.insert(m_ofConstructors.end(), member.parameters.begin(),
                                        member.parameters.end());
    }

    DocFindings findings;

    void parameters()
    {
        for (size_t i = 0; i < m_parameters.size(); ++i) {
            const DocItem &parameter = m_parameters[i];
            const DocItem *item = documented(parameter, i);
            ask(item && !item->text.trimmed().isEmpty(), item ? item->line : m_doc.line,
                (item ? u"parameter '%1' has no description"_s
                      : u"parameter '%1' is not documented"_s)
                    .arg(parameter.name));
        }
    }

    void returns()
    {
        if (!m_symbol.returns)
            return;
        const bool described = m_doc.returns && !m_doc.returns->text.trimmed().isEmpty();
        ask(described, m_doc.returns ? m_doc.returns->line : m_doc.line,
            m_doc.returns ? u"the returned value has no description"_s
                          : u"the returned value is not documented"_s);
    }

    void raises()
    {
        QStringList asked;
        for (const DocItem &raised : m_symbol.raises) {
            if (std::ranges::any_of(
                    asked, [&](const QString &type) { return isSameType(type, raised.name); }))
                continue;
            asked.append(raised.name);
            const auto item = std::ranges::find_if(m_doc.raises, [&](const DocItem &documented) {
                return isSameType(documented.name, raised.name);
            });
            const bool there = item != m_doc.raises.end();
            ask(there && !item->text.trimmed().isEmpty(), there ? item->line : m_doc.line,
                (there ? u"exception '%1' has no description"_s
                       : u"exception '%1' is not documented"_s)
                    .arg(raised.name));
        }
    }

    void nothingElse()
    {
        QStringList seen;
        for (const DocItem &item : m_doc.parameters) {
            if (isTypeParameter(item.name))
                continue;
            const QString name = plainParameter(item.name);
            ask(!seen.contains(name) && isParameter(item), item.line,
                seen.contains(name) ? u"parameter '%1' is documented twice"_s.arg(item.name)
                                    : u"'%1' is documented and is no parameter"_s.arg(item.name));
            seen.append(name);
        }
        if (m_doc.returns)
            ask(m_symbol.returns, m_doc.returns->line,
                u"a returned value is documented, and nothing is returned"_s);
        for (const DocItem &item : m_doc.raises)
            ask(std::ranges::any_of(
                    m_symbol.raises,
                    [&](const DocItem &raised) { return isSameType(raised.name, item.name); }),
                item.line, u"exception '%1' is documented and not thrown"_s.arg(item.name));
    }

    void wellFormed()
    {
        findings.asked = std::max<int>(1, int(m_doc.problems.size()));
        for (const Diagnostic &problem : m_doc.problems)
            findings.problems.push_back({problem.line, problem.column,
                                         problem.code.isEmpty()
                                             ? problem.message
                                             : u"%1 (%2)"_s.arg(problem.message, problem.code)});
    }

    void ask(bool holds, int line, const QString &otherwise)
    {
        ++findings.asked;
        if (!holds)
            findings.problems.push_back({line, 0, u"%1: %2"_s.arg(m_symbol.name, otherwise)});
    }

private:
    /// What the documentation says of a parameter: under its own name, or under that of the object
    /// that it is taken from; of one that is taken apart, whatever stands in its place.
    [[nodiscard]] const DocItem *documented(const DocItem &parameter, size_t index) const
    {
        const QString name = plainParameter(parameter.name);
        for (const DocItem &item : m_doc.parameters)
            if (plainParameter(item.name) == name)
                return &item;
        for (const DocItem &item : m_doc.parameters)
            if (!isPattern(parameter.name) && plainParameter(item.name) == rootOf(name))
                return &item;
        if (!isPattern(parameter.name))
            return nullptr;
        const std::vector<const DocItem *> roots = documentedRoots();
        if (index < roots.size() && !isNamed(roots[index]->name))
            return roots[index];
        return nullptr;
    }

    /// Documented parameters, without what is said of parts of them.
    [[nodiscard]] std::vector<const DocItem *> documentedRoots() const
    {
        std::vector<const DocItem *> roots;
        for (const DocItem &item : m_doc.parameters)
            if (!isTypeParameter(item.name)
                && std::ranges::none_of(roots, [&](const DocItem *root) {
                       return rootOf(root->name) == rootOf(item.name);
                   }))
                roots.push_back(&item);
        return roots;
    }

    [[nodiscard]] bool isNamed(const QString &documented) const
    {
        const QString name = plainParameter(documented);
        return std::ranges::any_of(m_parameters, [&](const DocItem &parameter) {
            return !isPattern(parameter.name)
                && (plainParameter(parameter.name) == name
                    || rootOf(parameter.name) == rootOf(documented));
        });
    }

    [[nodiscard]] bool isParameter(const DocItem &item) const
    {
        const QString name = plainParameter(item.name);
        const QString root = rootOf(item.name);
        for (const std::vector<DocItem> *list : {&m_parameters, &m_ofConstructors}) {
            // "options.x" is known where the code names what it takes from "options"
            const bool partsKnown = std::ranges::any_of(*list, [&](const DocItem &parameter) {
                return plainParameter(parameter.name).startsWith(root + u'.');
            });
            for (const DocItem &parameter : *list) {
                const QString own = plainParameter(parameter.name);
                if (own == name || (name == root && rootOf(own) == root)
                    || (own == root && !partsKnown))
                    return true;
            }
        }
        const std::vector<const DocItem *> roots = documentedRoots();
        for (size_t i = 0; i < roots.size() && i < m_parameters.size(); ++i)
            if (isPattern(m_parameters[i].name) && rootOf(roots[i]->name) == root)
                return true;
        return false;
    }

    const DocSymbol &m_symbol;
    const DocComment &m_doc;
    const std::vector<DocItem> &m_parameters;
    std::vector<DocItem> m_ofConstructors;
};

/// Whether a constructor needs no documentation of its own, because its class's speaks of what it
/// takes.
bool isDocumentedByClass(const DocSymbol &symbol, const DocSymbols &all)
{
    if (!isConstructor(symbol) || symbol.doc)
        return false;
    const DocSymbol *type = find(all, parentOf(symbol.name));
    if (!type || !type->doc || !hasText(*type->doc))
        return false;
    return symbol.parameters.empty()
        || std::ranges::any_of(symbol.parameters, [&](const DocItem &parameter) {
               return std::ranges::any_of(type->doc->parameters, [&](const DocItem &item) {
                   return plainParameter(item.name) == plainParameter(parameter.name);
               });
           });
}

/// What the class's documentation says, as the constructor's.
DocSymbol withDocOfClass(DocSymbol constructor, const DocSymbols &all)
{
    if (const DocSymbol *type = find(all, parentOf(constructor.name)))
        constructor.doc = type->doc;
    return constructor;
}

} // namespace

DocFindings judgeDoc(const DocSymbol &symbol, const DocSymbols &all, const QString &rule,
                     const QString &convention)
{
    if (isDocumentedByClass(symbol, all)) {
        if (rule == u"nothing-else"_s || rule == u"well-formed"_s)
            return {}; // judged with the class
        return judgeDoc(withDocOfClass(symbol, all), {}, rule, convention);
    }
    if (!symbol.doc || !hasText(*symbol.doc))
        return {1, {{symbol.line, 0, u"%1: there is no documentation"_s.arg(symbol.name)}}};
    const DocComment &doc = *symbol.doc;
    Judge judge(symbol, doc, all);
    if (rule == u"present"_s)
        judge.ask(true, 0, {});
    else if (rule == u"placed"_s)
        judge.ask(doc.placed, doc.line,
                  u"the documentation stands where the language's tools do not look for it"_s);
    else if (rule == u"convention"_s)
        judge.ask(doc.conventions.contains(convention), doc.line,
                  u"the documentation does not fit the convention '%1'%2"_s.arg(
                      convention,
                      doc.conventions.isEmpty()
                          ? QString()
                          : u" (it fits %1)"_s.arg(doc.conventions.join(u", "_s))));
    else if (rule == u"parameters"_s)
        judge.parameters();
    else if (rule == u"returns"_s)
        judge.returns();
    else if (rule == u"raises"_s)
        judge.raises();
    else if (rule == u"nothing-else"_s)
        judge.nothingElse();
    else
        judge.wellFormed();
    return std::move(judge.findings);
}

DocSymbols symbolsInQuestion(const DocSymbols &all, const QString &name, bool members)
{
    QStringList hidden; // not public, and so is what they hold
    DocSymbols chosen;
    for (const DocSymbol &symbol : all) {
        if (symbol.name == name) {
            chosen.push_back(symbol);
            continue;
        }
        if (!members || !symbol.name.startsWith(name + u'.'))
            continue;
        if (!symbol.isPublic || hidden.contains(parentOf(symbol.name)))
            hidden.append(symbol.name);
        else
            chosen.push_back(symbol);
    }
    return chosen;
}

} // namespace touchstone
