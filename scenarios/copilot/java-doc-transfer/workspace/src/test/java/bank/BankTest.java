package bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class BankTest {
    private static Bank bank() throws Exception {
        Bank bank = new Bank();
        bank.open("cash");
        bank.open("rent");
        bank.transfer("cash", "rent", new BigDecimal("10.50"));
        return bank;
    }

    @Test
    void moneyMoves() throws Exception {
        assertEquals(new BigDecimal("10.50"), bank().balance("rent"));
        assertEquals(new BigDecimal("-10.50"), bank().balance("cash"));
    }

    @Test
    void onlyWhatIsThere() throws Exception {
        Bank bank = bank();
        assertThrows(InsufficientFundsException.class, () -> bank.transfer("rent", "cash", BigDecimal.TEN.multiply(BigDecimal.TEN)));
    }
}
