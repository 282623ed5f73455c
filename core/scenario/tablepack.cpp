#include "core/base/schema.h"
#include "core/scenario/packloading.h"
#include "core/scenario/placeholder.h"
#include "core/scenario/rowreader.h"
#include "core/scenario/tableindex.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

class TablePack : public Pack {
public:
    TablePack(PackHeader header, TableIndex index)
        : m_header(std::move(header))
        , m_index(std::move(index))
        , m_outline(outlinePart(m_header.metadata["template"]))
    {
    }

    [[nodiscard]] QString name() const override { return m_header.context.name; }
    [[nodiscard]] QString title() const override { return m_header.title(); }
    [[nodiscard]] QString path() const override { return m_header.path; }
    [[nodiscard]] Json metadata() const override { return m_header.metadata; }
    [[nodiscard]] qsizetype size() const override { return m_index.size(); }
    [[nodiscard]] QString idAt(qsizetype index) const override { return m_index.idAt(index); }
    [[nodiscard]] std::optional<qsizetype> indexOf(const QString &id) const override
    {
        return m_index.indexOf(id);
    }

    [[nodiscard]] Place placeAt(qsizetype index) const override
    {
        return place(m_header, m_index.lineAt(index));
    }

    [[nodiscard]] Result<ScenarioOutline> outline(qsizetype index) const override
    {
        auto filled = fill(m_outline, index);
        if (!filled)
            return std::unexpected(std::move(filled.error()));
        ScenarioOutline outline = outlineOf(filled->json);
        outline.id = m_index.idAt(index);
        return outline;
    }

    [[nodiscard]] Result<Scenario> scenario(qsizetype index, BlobStore &blobs) const override
    {
        const Place rowPlace = placeAt(index);
        auto scenario = fromRow(index, blobs);
        if (!scenario)
            return std::unexpected(
                std::move(scenario.error()).within(u"reading "_s + rowPlace.text()));
        if (scenario->id != m_index.idAt(index))
            return fail(ErrorCode::Changed,
                        u"%1: the id was \"%2\" when the pack was opened and is \"%3\" now"_s.arg(
                            rowPlace.text(), m_index.idAt(index), scenario->id));
        return scenario;
    }

    /// The table's, at a line.
    static Place place(const PackHeader &header, int line)
    {
        return {header.path + u'/' + stringOr(header.metadata, "table"), {}, line};
    }

private:
    /// A template with the values of a row.
    [[nodiscard]] Result<FilledTemplate> fill(const Json &json, qsizetype index) const
    {
        const Place rowPlace = placeAt(index);
        const auto text = m_index.text(index);
        if (!text)
            return std::unexpected(text.error());
        if (text->isEmpty())
            return fail(ErrorCode::BadInput, u"%1: the line is too long"_s.arg(rowPlace.text()));
        const auto row = readRow(*text, rowPlace);
        if (!row)
            return std::unexpected(row.error());
        return fillTemplate(json, {&*row, index, rowPlace}, m_header.place().at(u"template"_s));
    }

    Result<Scenario> fromRow(qsizetype index, BlobStore &blobs) const
    {
        auto filled = fill(m_header.metadata["template"], index);
        if (!filled)
            return std::unexpected(filled.error());
        const Place at = m_header.place().at(u"template"_s);
        const FileScope files{m_header.folder, m_header.folder};
        return readScenario(filled->json, {at, files, &m_header.context, filled->fromRow}, blobs);
    }

    PackHeader m_header;
    TableIndex m_index;
    Json m_outline; ///< of the template, what an outline needs
};

/// The template's id, which every row has its own of.
Result<TemplateText> idTemplate(const PackHeader &header)
{
    const Place place = header.place().at(u"template"_s).at(u"id"_s);
    const Json &id = memberOr(header.metadata["template"], "id");
    if (!id.is_string())
        return fail(
            ErrorCode::BadInput,
            u"%1: expected a text with a placeholder, such as \"{{id}}\""_s.arg(place.text()));
    return TemplateText::parse(id.get<QString>(), place);
}

} // namespace

Result<std::unique_ptr<Pack>> openTablePack(PackHeader header)
{
    const Place templatePlace = header.place().at(u"template"_s);
    if (auto good = checkTemplate(header.metadata["template"], templatePlace); !good)
        return std::unexpected(good.error());
    auto idText = idTemplate(header);
    if (!idText)
        return std::unexpected(idText.error());
    if (header.metadata.contains("scenarios"))
        return fail(ErrorCode::BadInput,
                    u"%1: a table has its own order; leave \"scenarios\" out"_s.arg(
                        header.place().at(u"scenarios"_s).text()));
    const FileScope files{header.folder, header.folder};
    const auto table =
        files.file(stringOr(header.metadata, "table"), header.place().at(u"table"_s));
    if (!table)
        return std::unexpected(table.error());
    const QStringList fields = idText->fields();
    const auto idOf = [&](QByteArrayView text, qsizetype index, int line) -> Result<QString> {
        const Place place = TablePack::place(header, line);
        const auto row = readRowFields(text, fields, place);
        if (!row)
            return std::unexpected(row.error());
        auto id = idText->fillText({&*row, index, place}, templatePlace.at(u"id"_s));
        if (id)
            if (auto good = checkScenarioId(*id, place); !good)
                return std::unexpected(good.error());
        return id;
    };
    auto index = TableIndex::build(*table, TablePack::place(header, 0), idOf);
    if (!index)
        return std::unexpected(index.error());
    return std::make_unique<TablePack>(std::move(header), std::move(*index));
}

} // namespace touchstone
