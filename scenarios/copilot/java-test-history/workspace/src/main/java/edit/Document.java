package edit;

/** A text that is edited. */
public class Document {
    private final History history = new History("", 100);

    /**
     * Adds to the end.
     *
     * @param text what to add
     */
    public void append(String text) {
        history.change(text() + text);
    }

    /** Takes the last change back. */
    public void undo() {
        history.undo();
    }

    /**
     * What it says.
     *
     * @return the text
     */
    public String text() {
        return history.now();
    }
}
