package bank;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** Accounts by their names, and what is done with them. */
public class Bank {
    private final Map<String, BigDecimal> balances = new HashMap<>();

    /**
     * Opens an account without money; does nothing where there is one of that name.
     *
     * @param name the name of the account
     */
    public void open(String name) {
        balances.putIfAbsent(name, BigDecimal.ZERO);
    }

    /**
     * What is on an account.
     *
     * @param name the name of the account
     * @return its balance; nothing is zero
     * @throws UnknownAccountException if there is no such account
     */
    public BigDecimal balance(String name) throws UnknownAccountException {
        BigDecimal balance = balances.get(name);
        if (balance == null) {
            throw new UnknownAccountException(name);
        }
        return balance;
    }

    /**
     * Moves money from one account to another.
     *
     * Args:
     *     from: the account that pays
     *     to: the account that is paid
     *     amount: how much
     *
     * Returns:
     *     what was moved
     */
    public Receipt transfer(String from, String to, BigDecimal amount)
            throws UnknownAccountException, InsufficientFundsException {
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("an amount must be more than nothing: " + amount);
        }
        if (from.equals(to)) {
            throw new IllegalArgumentException("an account pays none to itself: " + from);
        }
        BigDecimal left = balance(from).subtract(amount);
        BigDecimal added = balance(to).add(amount);
        if (left.signum() < 0 && !from.equals("cash")) {
            throw new InsufficientFundsException(from, amount);
        }
        balances.put(from, left);
        balances.put(to, added);
        return new Receipt(from, to, amount, left);
    }
}
