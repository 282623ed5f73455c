package bank;

import java.math.BigDecimal;

/** There is not enough on an account. */
public class InsufficientFundsException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * Says which account it is about.
     *
     * @param account the account's name
     * @param amount what was wanted of it
     */
    public InsufficientFundsException(String account, BigDecimal amount) {
        super(account + ": " + amount);
    }
}
