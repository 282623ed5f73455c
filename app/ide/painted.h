#pragma once

class QAbstractItemView;
class QWidget;

namespace touchstone::ide {

class Document;

/// The page says ready() when `shown`, a part of it, was next painted and what came before was
/// dealt with; once, however often this is called.
void readyWhenPainted(Document &page, QWidget &shown);
/// The same as soon as `view` has rows.
void readyWithRows(Document &page, QAbstractItemView &view);

} // namespace touchstone::ide
