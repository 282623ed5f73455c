package bank;

/** There is no such account. */
public class UnknownAccountException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * Says which account it is about.
     *
     * @param account the account's name
     */
    public UnknownAccountException(String account) {
        super(account);
    }
}
