#pragma once

#include "core/report/attempthtml.h"
#include "core/run/workspacesteps.h"

namespace touchstone {

/// Events as resources/report/event.html wants them. Used from one thread.
class EventViews {
public:
    /// `steps` may be null: then edits are told without what they changed.
    EventViews(const RunFile &file, WorkspaceSteps *steps, const AttemptPageOptions &options)
        : m_file(file)
        , m_steps(steps)
        , m_options(options)
    {
    }

    /// `brief`: without texts and pictures.
    Json view(const Event &event, bool brief);

private:
    void addTexts(const Event &event, Json &view) const;
    void addText(Json &view, const QString &title, const QString &text) const;
    void addBlob(const Event &event, const QString &role, const QString &title, Json &view) const;
    void addChanges(const Event &event, Json &view) const;
    void addPictures(const Event &event, Json &view);
    [[nodiscard]] Json mark(const Event &event, const QByteArray &picture) const;

    const RunFile &m_file;
    WorkspaceSteps *m_steps;
    const AttemptPageOptions &m_options;
    QByteArray m_lastPicture; ///< what an action is drawn on
};

} // namespace touchstone
