#include "csvreader.h"

#include "core/base/handle.h"
#include "core/plugin/rowimport.h"

#include <csv.h>

#include <QtCore/QStringDecoder>

#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// One pass over a file. libcsv calls back for each field and for the end of each row.
class CsvPass {
public:
    using Visit = std::function<Result<void>(Json, const Place &)>;

    CsvPass(const QString &path, const Visit &visit)
        : m_path(path)
        , m_visit(visit)
    {
    }
    Result<void> run();

private:
    static void fieldEnds(void *bytes, size_t size, void *pass);
    static void rowEnds(int, void *pass);
    void takeRow();
    void takeNames();
    [[nodiscard]] Place place() const { return {m_path, {}, m_rowLine}; }
    void refuse(const QString &why)
    {
        if (!m_error)
            m_error = Error{ErrorCode::BadInput, u"%1: %2"_s.arg(place().text(), why), {}};
    }
    Result<void> parse(csv_parser &parser, const QByteArray &line);

    QString m_path;
    const Visit &m_visit;
    QStringList m_names; ///< of the columns; empty: the first row is still to come
    QStringList m_fields;
    int m_line = 0; ///< that is being parsed
    int m_rowLine = 1; ///< that the present row began in
    std::optional<Error> m_error;
};

void CsvPass::fieldEnds(void *bytes, size_t size, void *pass)
{
    auto *self = static_cast<CsvPass *>(pass);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    self->m_fields.append(
        decoder(QByteArrayView(static_cast<const char *>(bytes), qsizetype(size))));
    if (decoder.hasError())
        self->refuse(u"field %1 is not UTF-8"_s.arg(self->m_fields.size()));
}

void CsvPass::rowEnds(int, void *pass)
{
    auto *self = static_cast<CsvPass *>(pass);
    if (!self->m_error) {
        if (self->m_names.isEmpty())
            self->takeNames();
        else
            self->takeRow();
    }
    self->m_fields.clear();
    self->m_rowLine = self->m_line + 1;
}

void CsvPass::takeNames()
{
    m_names = m_fields;
    for (qsizetype i = 0; i < m_names.size(); ++i) {
        if (m_names.at(i).isEmpty())
            refuse(u"column %1 has no name; the first row must name the columns"_s.arg(i + 1));
        else if (m_names.indexOf(m_names.at(i)) != i)
            refuse(u"two columns are named '%1'"_s.arg(m_names.at(i)));
    }
}

void CsvPass::takeRow()
{
    if (m_fields.size() != m_names.size()) {
        refuse(u"expected %1 fields as in the first row, found %2"_s.arg(m_names.size())
                   .arg(m_fields.size()));
        return;
    }
    Json row = Json::object();
    for (qsizetype i = 0; i < m_names.size(); ++i)
        row[m_names.at(i).toStdString()] = m_fields.at(i);
    if (auto visited = m_visit(std::move(row), place()); !visited)
        m_error = std::move(visited.error());
}

Result<void> CsvPass::parse(csv_parser &parser, const QByteArray &line)
{
    const auto size = size_t(line.size());
    const size_t parsed = csv_parse(&parser, line.constData(), size, fieldEnds, rowEnds, this);
    if (m_error)
        return std::unexpected(*m_error);
    if (parsed == size)
        return {};
    m_rowLine = m_line;
    if (csv_error(&parser) == CSV_EPARSE)
        return fail(
            ErrorCode::BadInput,
            u"%1: a quote stands in the midst of a field (column %2 of the line); quote the "
            "whole field and double the quotes in it"_s.arg(place().text())
                .arg(parsed + 1));
    return fail(
        ErrorCode::Internal,
        u"%1: %2"_s.arg(place().text(), QString::fromLatin1(csv_strerror(csv_error(&parser)))));
}

Result<void> CsvPass::run()
{
    QFile file(m_path);
    if (auto opened = openInput(file); !opened)
        return opened;
    csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return fail(ErrorCode::Internal, u"libcsv can't be started"_s);
    const std::unique_ptr<csv_parser, FreeWith<csv_free>> guard(&parser);
    csv_set_space_func(&parser, [](unsigned char) { return 0; }); // white space counts
    while (!file.atEnd()) {
        QByteArray line = file.readLine();
        if (++m_line == 1 && line.startsWith("\xef\xbb\xbf"))
            line.remove(0, 3);
        if (auto parsed = parse(parser, line); !parsed)
            return parsed;
    }
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(m_path, file.errorString()));
    const bool open = csv_fini(&parser, fieldEnds, rowEnds, this) != 0;
    if (open && !m_error)
        refuse(u"a quoted field begins here and does not end"_s);
    if (m_error)
        return std::unexpected(*m_error);
    return {};
}

} // namespace

Result<void> forEachCsvRow(const QString &path,
                           const std::function<Result<void>(Json row, const Place &)> &visit)
{
    return CsvPass(path, visit).run();
}

} // namespace touchstone
