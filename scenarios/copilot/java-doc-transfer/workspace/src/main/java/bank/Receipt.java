package bank;

import java.math.BigDecimal;

/**
 * What was moved.
 *
 * @param from the account that paid
 * @param to the account that was paid
 * @param amount how much
 * @param left what is left on the account that paid
 */
public record Receipt(String from, String to, BigDecimal amount, BigDecimal left) {
}
