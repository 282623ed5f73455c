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
     * Moves money from one account to another. Only the account {@code cash} may be overdrawn.
     *
     * @param from the name of the account that pays
     * @param to the name of the account that is paid
     * @param amount how much; more than nothing
     * @return what was moved, and what is left on the account that paid
     * @throws UnknownAccountException if there is no account of one of the names
     * @throws InsufficientFundsException if there is less on the paying account than {@code amount}
     * @throws IllegalArgumentException if {@code amount} is not more than nothing, or an account would pay itself
     */
    public Receipt transfer(String from, String to, BigDecimal amount)
            throws UnknownAccountException, InsufficientFundsException {
        if (amount.signum() < 0) {
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
