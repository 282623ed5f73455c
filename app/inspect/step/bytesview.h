#pragma once

#include <QtWidgets/QWidget>

class QLabel;
class QToolButton;

namespace touchstone::ide {
class CodeView;
class Settings;
} // namespace touchstone::ide

namespace touchstone::inspect {

/// Bytes that a program wrote, as text: escapes for colours left out or shown, bytes that are no
/// text said so. Of many bytes a part, and a button that asks for all.
class BytesView : public QWidget {
    Q_OBJECT

public:
    explicit BytesView(ide::Settings &settings, QWidget *parent = nullptr);
    /// `name` decides the language; `size`: of all bytes, of which these are the first.
    void show(const QByteArray &bytes, qint64 size, const QString &name);
    void say(const QString &problem);
    [[nodiscard]] ide::CodeView &code() { return *m_code; }

Q_SIGNALS:
    void allWanted();

private:
    void fill();

    ide::CodeView *m_code;
    QWidget *m_bar;
    QLabel *m_note;
    QToolButton *m_escapes;
    QToolButton *m_all;
    QByteArray m_bytes;
    QString m_name;
    qint64 m_size = 0;
};

/// Without the escape sequences by which terminals are told colours and moves (ECMA-48), and with
/// other control characters made visible. `found`: whether there were such sequences.
QByteArray withoutEscapes(const QByteArray &bytes, bool *found);

} // namespace touchstone::inspect
