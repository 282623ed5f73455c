// The sides of a step, by the type of its event.
#include "app/ide/markdownview.h"
#include "app/inspect/step/bytesview.h"
#include "app/inspect/step/diffview.h"
#include "app/inspect/step/elementtree.h"
#include "app/inspect/step/pictureview.h"
#include "app/inspect/step/stepview.h"

#include "core/base/text.h"
#include "core/trace/said.h"

#include <QtWidgets/QLabel>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTreeView>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

/// Messages of a request as Markdown: who, then what.
QString messagesText(const Json &request)
{
    QString text;
    const Json &messages = request.is_array() ? request : memberOr(request, "messages");
    if (!messages.is_array())
        return textIn(request);
    for (const Json &message : messages)
        text += u"**%1**\n\n%2\n\n---\n\n"_s.arg(stringOr(message, "role"),
                                                 textIn(memberOr(message, "content")));
    return text;
}

} // namespace

void StepView::addMessage()
{
    QString text = stringOr(m_step.event.data, "text");
    if (text.isEmpty())
        if (const StepBlob *kept = blob(u"answer"_s); kept && kept->problem.isEmpty())
            text = QString::fromUtf8(kept->bytes);
    if (text.isEmpty() && m_step.event.data.contains("content"))
        text = textIn(m_step.event.data["content"]);
    addText(u"rendered"_s, tr("Rendered"), text);
    const QByteArray bytes = text.toUtf8();
    addBytes(u"raw"_s, tr("Raw"), bytes, bytes.size(), u"message.md"_s);
}

void StepView::addModelCall()
{
    const Json &data = m_step.event.data;
    if (const QString response = textIn(memberOr(data, "response")); !response.isEmpty())
        addText(u"response"_s, tr("Response"), response);
    addBlob(u"response"_s, tr("Response"), {});
    const Json &request = memberOr(data, "request");
    if (const QString messages = messagesText(request); !messages.isEmpty())
        addText(u"request"_s, tr("Request"), messages);
    addBlob(u"request"_s, tr("Request"), {});
    Json usage = memberOr(data, "usage").is_object() ? data["usage"] : Json::object();
    for (const char *member : {"model", "duration_ms", "time_s", "stop_reason", "refusal"})
        if (data.contains(member))
            usage[member] = data[member];
    addValues(u"usage"_s, tr("Usage"), usage);
}

void StepView::addEdit()
{
    const Json &data = m_step.event.data;
    if (const Json &refused = memberOr(data, "refused"); !refused.is_null()) {
        m_unknown->setText(tr("This edit was refused; nothing was changed.\n\n%1")
                               .arg(visibleText(refused.is_object() ? stringOr(refused, "code")
                                                        + u": "_s + stringOr(refused, "message")
                                                                    : textIn(refused))));
        addSide(u"changes"_s, tr("Refused"), m_unknown);
    } else {
        m_unknown->setText(tr("Working out what changed…"));
        addSide(u"changes"_s, tr("Changes"), m_unknown);
    }
    const QString form = stringOr(data, "form");
    const QString path = stringOr(data, "path", stringOr(data, "target"));
    addBlob(u"content"_s, tr("Content"), path);
    const bool isFile = form == u"file"_s || form == u"completion"_s || form == u"body"_s;
    addBlob(u"answer"_s, tr("Answer as Given"),
            isFile                  ? path
                : form == u"diff"_s ? u"answer.diff"_s
                                    : QString());
    addBlob(u"diff"_s, tr("Diff"), u"answer.diff"_s);
}

void StepView::addCommand()
{
    const Json &data = m_step.event.data;
    const StepBlob *errors = blob(u"errors"_s);
    const StepBlob *output = blob(u"output"_s);
    const bool hasErrors = errors && (errors->size > 0 || !errors->problem.isEmpty());
    if (output && output->size == 0 && hasErrors) // what there is comes first
        m_taken.append(u"output"_s);
    else
        addBlob(u"output"_s, tr("Output"), u"output.txt"_s);
    if (hasErrors)
        addBlob(u"errors"_s, tr("Errors"), u"errors.txt"_s);
    m_taken.append(u"errors"_s);
    if (const StepBlob *input = blob(u"input"_s); input && input->size > 0)
        addBlob(u"input"_s, tr("Input"), {});
    m_taken.append(u"input"_s);
    Json call{{"command", stringsOr(data, "argv").join(u' ')}};
    for (const char *member : {"ending", "exit_code", "error", "not_collected"})
        if (data.contains(member))
            call[member] = data[member];
    addValues(u"call"_s, tr("Command"), call);
}

/// They come later than the rest: in place of what said so, or beside a command's output.
void StepView::showChanges(StepChanges changes)
{
    const bool isEdit = m_step.event.type == EventType::Edit;
    QWidget *side = m_unknown;
    if (!changes.unknown.isEmpty()) {
        m_unknown->setText(visibleText(changes.unknown));
    } else {
        side = m_diff;
        m_diff->show(std::move(changes.files));
    }
    const int at = m_sides->indexOf(m_unknown);
    if (!isEdit && (side == m_unknown || m_diff->file().isEmpty()))
        return; // most commands change nothing
    if (at >= 0 && side == m_unknown)
        return;
    m_filling = true;
    side->setProperty("side", u"changes"_s);
    const bool wasShown = at >= 0 && m_sides->currentIndex() == at;
    if (at >= 0)
        m_sides->removeTab(at);
    const int now =
        m_sides->insertTab(isEdit ? std::max(0, at) : m_sides->count() - 1, side, tr("Changes"));
    if (wasShown || m_wantedSide == u"changes"_s)
        m_sides->setCurrentIndex(now);
    m_filling = false;
}

void StepView::addPlain()
{
    const Json &data = m_step.event.data;
    const bool isMessage = m_step.event.type == EventType::Limit
        || m_step.event.type == EventType::Refusal || m_step.event.type == EventType::Error;
    if (isMessage) {
        QStringList lines{eventLine(m_step.event, 4000)};
        for (const QString &line : stringsOr(data, "trail"))
            lines.append(u"– "_s + line);
        const QByteArray bytes = lines.join(u'\n').toUtf8();
        addBytes(u"text"_s, tr("Message"), bytes, bytes.size(), u"message.txt"_s);
    } else if (const QString text = stringOr(data, "text", textIn(memberOr(data, "content")));
               !text.isEmpty()) {
        const QByteArray bytes = text.toUtf8();
        addBytes(u"text"_s, tr("Text"), bytes, bytes.size(), codeName(bytes, {}));
    }
    addBlob(u"output"_s, tr("Output"), {});
}

void StepView::addPicture()
{
    m_picture->say(tr("The picture is being read…"));
    addTree();
    addSide(u"picture"_s, tr("Picture"), m_pictureSide);
}

/// The tree of what is shown: of an action, that which it was aimed at.
void StepView::addTree()
{
    const StepBlob *kept = blob(u"tree"_s);
    const StepBlob *seen = kept || !m_step.shownTree ? kept : &*m_step.shownTree;
    Json tree = memberOr(m_step.event.data, "tree");
    if (tree.is_null() && m_step.shownIn)
        tree = memberOr(m_step.shownIn->data, "tree");
    if (seen && seen->problem.isEmpty())
        if (auto parsed = parseJson(seen->bytes, {u"tree"_s, {}, 0}))
            tree = std::move(*parsed);
    const bool isThere = tree.is_structured();
    m_elements->setTree(tree);
    m_tree->setVisible(isThere);
    if (!isThere)
        return;
    m_tree->expandToDepth(3);
    m_tree->resizeColumnToContents(0);
    if (kept)
        m_taken.append(u"tree"_s);
}

void StepView::showPicture(const QImage &picture, const QString &problem)
{
    if (!problem.isEmpty())
        return m_picture->say(problem);
    const ActionMark mark = actionMark(m_step.event);
    m_picture->show(picture, mark);
    if (!mark.path.empty())
        chooseElement({mark.path.front().x, mark.path.front().y});
}

void StepView::chooseElement(const QPointF &at)
{
    const QModelIndex element = m_elements->elementAt(at);
    if (!element.isValid())
        return;
    m_tree->setCurrentIndex(element);
    m_tree->scrollTo(element);
}

void StepView::addRestOfBlobs()
{
    for (const StepBlob &rest : m_step.blobs)
        if (!m_taken.contains(rest.role))
            addBlob(rest.role, shortName(visibleText(rest.role), 24), {});
}

void StepView::addData()
{
    addBytes(u"data"_s, tr("Data"), m_step.json, m_step.json.size(), u"event.json"_s);
}

} // namespace touchstone::inspect
