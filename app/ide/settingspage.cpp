#include "app/ide/settingspage.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::ide {
namespace {

/// "appearance.theme" is in the group "Appearance".
QString groupOf(const Setting &setting)
{
    QString group = setting.id.section(u'.', 0, 0);
    group[0] = group[0].toUpper();
    return group;
}

} // namespace

SettingsPage::SettingsPage(Settings &settings, QWidget *parent)
    : Document(parent)
    , m_settings(settings)
    , m_search(new QLineEdit(this))
    , m_none(new QLabel(tr("No setting is called that."), this))
{
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->setAccessibleName(tr("Search settings"));
    m_search->setClearButtonEnabled(true);
    m_none->hide();
    setFocusProxy(m_search);
    auto *content = new QWidget;
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(24, 8, 24, 24);
    rows->setSpacing(14);
    QLabel *heading = nullptr;
    for (const Setting &setting : settings.all()) {
        if (!heading || heading->text() != groupOf(setting)) {
            heading = new QLabel(groupOf(setting), content);
            QFont font = heading->font();
            font.setPointSizeF(font.pointSizeF() * 1.3);
            heading->setFont(font);
            rows->addSpacing(8);
            rows->addWidget(heading);
        }
        QWidget *row = rowOf(setting);
        rows->addWidget(row);
        m_rows.push_back(
            {row, heading, QStringList{setting.id, setting.title, setting.description}.join(u' ')});
    }
    rows->addWidget(m_none);
    rows->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(tr("Settings"));
    scroll->setWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(24, 16, 24, 0);
    top->addWidget(m_search);
    layout->addLayout(top);
    layout->addWidget(scroll);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPage::search);
}

Location SettingsPage::location() const
{
    return {u"touchstone:settings"_s, {}};
}

QWidget *SettingsPage::rowOf(const Setting &setting)
{
    auto *row = new QWidget;
    auto *layout = new QVBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    auto *title = new QLabel(setting.title, row);
    auto *description = new QLabel(setting.description, row);
    description->setForegroundRole(QPalette::PlaceholderText);
    QWidget *editor = editorOf(setting);
    editor->setObjectName(setting.id);
    editor->setAccessibleName(setting.title);
    editor->setAccessibleDescription(setting.description);
    title->setBuddy(editor);
    if (qobject_cast<QCheckBox *>(editor)) { // it has its title beside it
        delete title;
        layout->addWidget(editor, 0, Qt::AlignLeft);
        layout->addWidget(description);
    } else {
        layout->addWidget(title);
        layout->addWidget(description);
        layout->addWidget(editor, 0, Qt::AlignLeft);
    }
    return row;
}

QWidget *SettingsPage::editorOf(const Setting &setting)
{
    const QString id = setting.id;
    const QVariant value = m_settings.value(id);
    if (setting.fallback.typeId() == QMetaType::Bool) {
        auto *box = new QCheckBox(setting.title);
        box->setChecked(value.toBool());
        connect(box, &QCheckBox::toggled, this, [this, id](bool on) { m_settings.set(id, on); });
        connect(&m_settings, &Settings::changed, box,
                [this, box, id] { box->setChecked(m_settings.value(id).toBool()); });
        return box;
    }
    if (setting.fallback.typeId() == QMetaType::Int) {
        auto *box = new QSpinBox;
        box->setRange(setting.least, setting.most);
        box->setSingleStep(10);
        box->setKeyboardTracking(false);
        box->setValue(value.toInt());
        connect(box, &QSpinBox::valueChanged, this, [this, id](int n) { m_settings.set(id, n); });
        connect(&m_settings, &Settings::changed, box,
                [this, box, id] { box->setValue(m_settings.value(id).toInt()); });
        return box;
    }
    auto *box = new QComboBox;
    box->addItems(setting.choices);
    box->setCurrentText(value.toString());
    connect(box, &QComboBox::currentTextChanged, this,
            [this, id](const QString &text) { m_settings.set(id, text); });
    connect(&m_settings, &Settings::changed, box,
            [this, box, id] { box->setCurrentText(m_settings.value(id).toString()); });
    return box;
}

void SettingsPage::search(const QString &text)
{
    bool any = false;
    for (const Row &row : m_rows)
        row.heading->hide();
    for (const Row &row : m_rows) {
        const bool isFound = row.text.contains(text.trimmed(), Qt::CaseInsensitive);
        row.widget->setVisible(isFound);
        if (isFound)
            row.heading->show();
        any = any || isFound;
    }
    m_none->setVisible(!any);
}

} // namespace touchstone::ide
