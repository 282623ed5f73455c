#pragma once

#include "core/workspace/workspace.h"

#include <initializer_list>

namespace touchstone::test {

/// One file of a workspace under test.
struct TreeFile {
    QString path;
    QByteArray bytes;
    FileMode mode = FileMode::Regular;
};

/// A manifest of these files; their bytes go into `blobs`.
Manifest tree(BlobStore &blobs, std::initializer_list<TreeFile> files);
/// The text of a file of a manifest; "<none>" where there is none.
QByteArray textOf(const Manifest &manifest, const QString &path, const BlobSource &blobs);

/// What `git` says in a folder, without any configuration but the repository's; exit code and
/// standard error come along where it fails.
QByteArray git(const QString &folder, const QStringList &arguments);

} // namespace touchstone::test
