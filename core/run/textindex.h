#pragma once

#include "core/run/runfile.h"

namespace touchstone {

/// The words of a run's messages, edits, commands and their outputs, in a file beside the run:
/// NAME.touchstone.index; where that folder can't be written to, in $XDG_CACHE_HOME/touchstone. It
/// holds nothing that is not in the run, and can be deleted at any time: one that is missing, of
/// another run, of another format or damaged is begun anew. Used from one thread.
class TextIndex {
public:
    /// Io: neither place can be written to.
    static Result<std::unique_ptr<TextIndex>> open(const RunFile &file);
    ~TextIndex();
    TextIndex(const TextIndex &) = delete;
    TextIndex &operator=(const TextIndex &) = delete;

    struct Progress {
        qint64 done = 0; ///< numbers of attempts: in the index …
        qint64 total = 0; ///< … and in the run
        [[nodiscard]] bool isDone() const { return done >= total; }
        bool operator==(const Progress &) const = default;
    };
    /// Reads up to `atMost` attempts more. What it was given is kept when it is cut off.
    Result<Progress> update(const RunFile &file, qint64 atMost,
                            const std::function<bool()> &goesOn = {});

    struct Hit {
        QString attempt; ///< id
        qint64 event = 0;
        EventType type = EventType::Note;
        QString snippet; ///< around the first place, on one line, visible
        qsizetype matchAt = -1; ///< of what was looked for, in the snippet; -1: not told
        qsizetype matchSize = 0;
        bool operator==(const Hit &) const = default;
    };
    /// Events that hold all the words: each as typed or the beginning of one, case and accents
    /// aside; "in quotes" next to each other. In the order of the run. The text is looked up in the
    /// run file. Corrupt: the index was damaged and is empty now; update it and search again.
    Result<std::vector<Hit>> search(const RunFile &file, const QString &words, int limit);

    struct Found {
        std::vector<Hit> hits; ///< the first of those wanted
        qint64 wanted = 0; ///< how many there are
        qint64 others = 0; ///< in attempts that are not wanted
    };
    /// The same in some attempts alone; all places are counted. `wanted` is asked once for each
    /// attempt that holds the words. Cancelled: `goesOn` said so.
    Result<Found> searchIn(const RunFile &file, const QString &words, int limit,
                           const std::function<bool(const QString &attempt)> &wanted,
                           const std::function<bool()> &goesOn = {});

    [[nodiscard]] QString path() const;

private:
    struct State;
    explicit TextIndex(std::unique_ptr<State> state);
    Result<qint64> beginAnew(const RunFile &file);
    using Visit = std::function<bool(const QString &attempt, qint64 event)>; ///< false: enough
    Result<void> visitPlaces(const RunFile &file, const QStringList &terms, int limit,
                             const Visit &visit);
    std::unique_ptr<State> m_state;
};

/// What of an event can be searched: its words, and those of its texts. Bounded; blobs that are no
/// text or can't be read are left out.
QString searchableText(const Event &event, const BlobSource &blobs);

} // namespace touchstone
