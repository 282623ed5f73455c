#pragma once

#include "core/check/check.h"
#include "core/check/junit.h"

namespace touchstone {

/// Tests whose outcome is known beforehand, run among the judged ones: judged code that makes tests
/// pass gives itself away by them. There are two sorts. *Control files* come from the toolchain's
/// template and are run first and last: nothing else is judged if they do not come out as they
/// must. *Twins* are added to the judged files by the driver, each a test that must fail under a
/// name like any other: who passes tests by their names passes these too.
class TestControl {
public:
    /// Lays the control files into the tree and puts them around `files`; `control`: the action's
    /// template.
    static Result<TestControl> lay(const Toolchain &toolchain, const QString &control,
                                   QStringList &files, Manifest &tree, BlobStore &blobs);

    /// For the driver: {file: word} for each of the judged files.
    [[nodiscard]] Json twins() const;
    /// What the driver made of them: {word: beginning of the ids of the file's tests}.
    void setPlaces(const Json &places);
    /// Takes the control tests and twins out of the results. Why the results can't be believed;
    /// empty: they can.
    [[nodiscard]] QString objection(std::vector<TestResult> &tests) const;

private:
    [[nodiscard]] bool filesHeld(std::vector<TestResult> &tests) const;
    [[nodiscard]] bool twinsHeld(std::vector<TestResult> &tests) const;

    QString m_token; ///< part of the ids of all tests in control files
    QMap<QString, QString> m_twins; ///< file to word
    QMap<QString, QString> m_places; ///< word to the beginning of ids
};

} // namespace touchstone
