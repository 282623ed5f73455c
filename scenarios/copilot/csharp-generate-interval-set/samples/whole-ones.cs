items.RemoveAll(item => item.From < gone.To && gone.From < item.To);
