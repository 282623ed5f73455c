#pragma once

#include "core/run/runfile.h"

#include <QtCore/QObject>

#include <vector>

namespace touchstone::scenarios {

class LiveRun;
class RunProcess;

/// The runs that are being made: those begun from this window, and those of others that it knows
/// of. GUI thread.
class Runs : public QObject {
    Q_OBJECT

public:
    /// `program`: our own executable.
    explicit Runs(QString program, QObject *parent = nullptr);
    ~Runs() override;

    /// `touchstone run` with these arguments; it is given --json and the file.
    RunProcess *start(const QStringList &arguments, const QString &file);
    /// Attempts of a run file once more, beside those that are there.
    RunProcess *again(const QString &file, const QStringList &attempts);
    /// What a run lacks.
    RunProcess *resume(const QString &file);
    /// Looks, in the background, whether somebody else makes these runs, and lists them if so.
    void lookAt(const QStringList &files);

    [[nodiscard]] const std::vector<LiveRun *> &all() const { return m_all; }
    [[nodiscard]] int underWay() const;
    [[nodiscard]] int oursUnderWay() const; ///< begun from this window
    /// Takes one that has ended off the list.
    void forget(LiveRun *run);
    [[nodiscard]] const QString &program() const { return m_program; }

Q_SIGNALS:
    void added(touchstone::scenarios::LiveRun *run);
    void changed(); ///< one of them
    void begun(touchstone::scenarios::LiveRun *run);
    void ended(touchstone::scenarios::LiveRun *run);
    void forgotten(touchstone::scenarios::LiveRun *run);

private:
    void add(LiveRun *run);
    void follow(const QString &file, const RunActivity &activity);

    QString m_program;
    std::vector<LiveRun *> m_all;
};

} // namespace touchstone::scenarios
