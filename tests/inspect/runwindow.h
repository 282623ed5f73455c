#pragma once

#include "app/ide/mainwindow.h"
#include "app/inspect/runs/attemptsmodel.h"
#include "app/inspect/runs/runpage.h"
#include "app/inspect/runs/runs.h"
#include "report/samplerun.h"

#include <QtTest/QSignalSpy>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

namespace touchstone::test {

/// A window that shows runs, with settings of its own.
class RunWindow {
public:
    explicit RunWindow(const inspect::RunActions &actions = {})
        : settings(m_folder.path())
        , window(settings)
    {
        inspect::extendRuns(window, actions);
        window.resize(1400, 900);
        window.show();
    }

    /// The page of a run when it shows all that is there; null: it never did.
    inspect::RunPage *open(const QString &path)
    {
        window.open({path, {}});
        auto *page = qobject_cast<inspect::RunPage *>(window.current());
        QSignalSpy settled(page, &inspect::RunPage::settled);
        return page && settled.wait(10'000) ? page : nullptr;
    }
    template <typename Widget> static Widget *named(const QWidget &root, const QString &name)
    {
        for (auto *widget : root.findChildren<Widget *>())
            if (widget->accessibleName() == name)
                return widget;
        return nullptr;
    }
    static QPushButton *button(const QWidget &root, const QString &text)
    {
        for (auto *one : root.findChildren<QPushButton *>())
            if (one->text() == text)
                return one;
        return nullptr;
    }
    /// Whether a label that can be seen says so.
    static bool says(const QWidget &root, const QString &text)
    {
        return std::ranges::any_of(root.findChildren<QLabel *>(), [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    }

private:
    QTemporaryDir m_folder;

public:
    ide::Settings settings;
    ide::MainWindow window;
};

} // namespace touchstone::test
