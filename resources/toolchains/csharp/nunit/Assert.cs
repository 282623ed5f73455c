// The names of NUnit's assertions. Written for Touchstone, after NUnit's documentation.
using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using NUnit.Framework.Constraints;

namespace NUnit.Framework
{
    public class AssertionException : Exception
    {
        public AssertionException(string message) : base(message) { }
        public AssertionException(string message, Exception inner) : base(message, inner) { }
    }

    public class IgnoreException : Exception
    {
        public IgnoreException(string message) : base(message) { }
    }

    public class InconclusiveException : Exception
    {
        public InconclusiveException(string message) : base(message) { }
    }

    public class SuccessException : Exception
    {
        public SuccessException(string message) : base(message) { }
    }

    public delegate void TestDelegate();
    public delegate Task AsyncTestDelegate();
    public delegate T ActualValueDelegate<T>();

    public class Assert
    {
        [ThreadStatic] private static List<string> several;

        protected Assert() { }

        private static string Worded(string message, object[] args)
        {
            return message == null ? "" : args == null || args.Length == 0 ? message : string.Format(message, args);
        }

        private static void Report(string message)
        {
            if (several == null)
                throw new AssertionException(message);
            several.Add(message);
        }

        internal static void Check(object actual, IResolveConstraint expression, string message, params object[] args)
        {
            Constraint constraint = expression.Resolve();
            if (constraint.Matches(actual))
                return;
            string said = Worded(message, args);
            Report((said.Length > 0 ? said + ": " : "") + "expected " + constraint.Description + "; found "
                   + constraint.Found(actual));
        }

        public static void That(bool condition) { Check(condition, Is.True, null); }
        public static void That(bool condition, string message, params object[] args) { Check(condition, Is.True, message, args); }
        public static void That(Func<bool> condition) { Check(condition(), Is.True, null); }
        public static void That(Func<bool> condition, string message, params object[] args) { Check(condition(), Is.True, message, args); }

        public static void That<TActual>(TActual actual, IResolveConstraint expression) { Check(actual, expression, null); }

        public static void That<TActual>(TActual actual, IResolveConstraint expression, string message, params object[] args)
        {
            Check(actual, expression, message, args);
        }

        public static void That(TestDelegate code, IResolveConstraint expression) { Check(code, expression, null); }

        public static void That(TestDelegate code, IResolveConstraint expression, string message, params object[] args)
        {
            Check(code, expression, message, args);
        }

        public static void That<TActual>(ActualValueDelegate<TActual> value, IResolveConstraint expression)
        {
            That(value, expression, null);
        }

        public static void That<TActual>(ActualValueDelegate<TActual> value, IResolveConstraint expression, string message,
                                         params object[] args)
        {
            if (expression.Resolve() is ThrowsConstraint)
                Check(value, expression, message, args);
            else
                Check(value(), expression, message, args);
        }

        public static void IsTrue(bool condition, string message = null, params object[] args) { Check(condition, Is.True, message, args); }
        public static void True(bool condition, string message = null, params object[] args) { Check(condition, Is.True, message, args); }
        public static void IsFalse(bool condition, string message = null, params object[] args) { Check(condition, Is.False, message, args); }
        public static void False(bool condition, string message = null, params object[] args) { Check(condition, Is.False, message, args); }
        public static void IsNull(object value, string message = null, params object[] args) { Check(value, Is.Null, message, args); }
        public static void Null(object value, string message = null, params object[] args) { Check(value, Is.Null, message, args); }
        public static void IsNotNull(object value, string message = null, params object[] args) { Check(value, Is.Not.Null, message, args); }
        public static void NotNull(object value, string message = null, params object[] args) { Check(value, Is.Not.Null, message, args); }
        public static void IsNaN(double value, string message = null, params object[] args) { Check(value, Is.NaN, message, args); }

        public static void IsEmpty(string value, string message = null, params object[] args) { Check(value, Is.Empty, message, args); }
        public static void IsEmpty(IEnumerable value, string message = null, params object[] args) { Check(value, Is.Empty, message, args); }
        public static void IsNotEmpty(string value, string message = null, params object[] args) { Check(value, Is.Not.Empty, message, args); }
        public static void IsNotEmpty(IEnumerable value, string message = null, params object[] args) { Check(value, Is.Not.Empty, message, args); }

        public static void AreEqual(object expected, object actual) { Check(actual, Is.EqualTo(expected), null); }
        public static void AreEqual(object expected, object actual, string message, params object[] args) { Check(actual, Is.EqualTo(expected), message, args); }
        public static void AreEqual(double expected, double actual, double delta) { Check(actual, Is.EqualTo(expected).Within(delta), null); }
        public static void AreEqual(double expected, double actual, double delta, string message, params object[] args) { Check(actual, Is.EqualTo(expected).Within(delta), message, args); }
        public static void AreNotEqual(object expected, object actual, string message = null, params object[] args) { Check(actual, Is.Not.EqualTo(expected), message, args); }
        public static void AreSame(object expected, object actual, string message = null, params object[] args) { Check(actual, Is.SameAs(expected), message, args); }
        public static void AreNotSame(object expected, object actual, string message = null, params object[] args) { Check(actual, Is.Not.SameAs(expected), message, args); }

        public static void Greater(IComparable first, IComparable second, string message = null, params object[] args) { Check(first, Is.GreaterThan(second), message, args); }
        public static void GreaterOrEqual(IComparable first, IComparable second, string message = null, params object[] args) { Check(first, Is.GreaterThanOrEqualTo(second), message, args); }
        public static void Less(IComparable first, IComparable second, string message = null, params object[] args) { Check(first, Is.LessThan(second), message, args); }
        public static void LessOrEqual(IComparable first, IComparable second, string message = null, params object[] args) { Check(first, Is.LessThanOrEqualTo(second), message, args); }
        public static void Positive(IComparable value, string message = null, params object[] args) { Check(value, Is.Positive, message, args); }
        public static void Negative(IComparable value, string message = null, params object[] args) { Check(value, Is.Negative, message, args); }
        public static void Zero(IComparable value, string message = null, params object[] args) { Check(value, Is.Zero, message, args); }
        public static void NotZero(IComparable value, string message = null, params object[] args) { Check(value, Is.Not.Zero, message, args); }

        public static void Contains(object expected, ICollection actual, string message = null, params object[] args) { Check(actual, Has.Member(expected), message, args); }
        public static void IsInstanceOf<T>(object actual, string message = null, params object[] args) { Check(actual, Is.InstanceOf<T>(), message, args); }
        public static void IsInstanceOf(Type expected, object actual, string message = null, params object[] args) { Check(actual, Is.InstanceOf(expected), message, args); }
        public static void IsNotInstanceOf<T>(object actual, string message = null, params object[] args) { Check(actual, Is.Not.InstanceOf<T>(), message, args); }
        public static void IsAssignableFrom<T>(object actual, string message = null, params object[] args) { Check(actual, Is.AssignableFrom<T>(), message, args); }

        private static Exception Thrown(IResolveConstraint expression, Exception thrown, string message, object[] args)
        {
            Constraint constraint = expression.Resolve();
            if (thrown is AssertionException && !constraint.Matches(thrown))
                throw thrown;
            Check(thrown, constraint, message, args);
            return thrown;
        }

        private static Exception ThrownBy(TestDelegate code)
        {
            try
            {
                code();
            }
            catch (Exception exception)
            {
                return exception;
            }
            return null;
        }

        private static Exception ThrownBy(AsyncTestDelegate code)
        {
            return ThrownBy(() => code().GetAwaiter().GetResult());
        }

        public static T Throws<T>(TestDelegate code, string message = null, params object[] args) where T : Exception
        {
            return Thrown(Is.TypeOf<T>(), ThrownBy(code), message, args) as T;
        }

        public static Exception Throws(Type type, TestDelegate code, string message = null, params object[] args)
        {
            return Thrown(Is.TypeOf(type), ThrownBy(code), message, args);
        }

        public static Exception Throws(IResolveConstraint expression, TestDelegate code, string message = null, params object[] args)
        {
            return Thrown(expression, ThrownBy(code), message, args);
        }

        public static T ThrowsAsync<T>(AsyncTestDelegate code, string message = null, params object[] args) where T : Exception
        {
            return Thrown(Is.TypeOf<T>(), ThrownBy(code), message, args) as T;
        }

        public static T Catch<T>(TestDelegate code, string message = null, params object[] args) where T : Exception
        {
            return Thrown(Is.InstanceOf<T>(), ThrownBy(code), message, args) as T;
        }

        public static Exception Catch(TestDelegate code, string message = null, params object[] args)
        {
            return Thrown(Is.InstanceOf<Exception>(), ThrownBy(code), message, args);
        }

        public static T CatchAsync<T>(AsyncTestDelegate code, string message = null, params object[] args) where T : Exception
        {
            return Thrown(Is.InstanceOf<T>(), ThrownBy(code), message, args) as T;
        }

        public static void DoesNotThrow(TestDelegate code, string message = null, params object[] args)
        {
            Check(ThrownBy(code), Is.Null, message, args);
        }

        public static void DoesNotThrowAsync(AsyncTestDelegate code, string message = null, params object[] args)
        {
            Check(ThrownBy(code), Is.Null, message, args);
        }

        /// Every assertion in the code is made; those that do not hold are told of together.
        public static void Multiple(TestDelegate code)
        {
            if (several != null)
            {
                code();
                return;
            }
            var failures = several = new List<string>();
            try
            {
                code();
            }
            finally
            {
                several = null;
            }
            if (failures.Count > 0)
                throw new AssertionException(string.Join("\n", failures));
        }

        public static void Fail(string message = null, params object[] args) { Report(Worded(message, args)); }
        public static void Pass(string message = null, params object[] args) { throw new SuccessException(Worded(message, args)); }
        public static void Ignore(string message = null, params object[] args) { throw new IgnoreException(Worded(message, args)); }
        public static void Inconclusive(string message = null, params object[] args) { throw new InconclusiveException(Worded(message, args)); }
        public static void Warn(string message, params object[] args) { Console.Error.WriteLine(Worded(message, args)); }
    }

    public static class Assume
    {
        public static void That<TActual>(TActual actual, IResolveConstraint expression, string message = null, params object[] args)
        {
            if (!expression.Resolve().Matches(actual))
                throw new InconclusiveException(message ?? "an assumption does not hold");
        }

        public static void That(bool condition, string message = null, params object[] args) { That(condition, Is.True, message); }
    }

    public static class CollectionAssert
    {
        public static void AreEqual(IEnumerable expected, IEnumerable actual, string message = null, params object[] args) { Assert.Check(actual, Is.EqualTo(expected), message, args); }
        public static void AreNotEqual(IEnumerable expected, IEnumerable actual, string message = null, params object[] args) { Assert.Check(actual, Is.Not.EqualTo(expected), message, args); }
        public static void AreEquivalent(IEnumerable expected, IEnumerable actual, string message = null, params object[] args) { Assert.Check(actual, Is.EquivalentTo(expected), message, args); }
        public static void AreNotEquivalent(IEnumerable expected, IEnumerable actual, string message = null, params object[] args) { Assert.Check(actual, Is.Not.EquivalentTo(expected), message, args); }
        public static void Contains(IEnumerable collection, object actual, string message = null, params object[] args) { Assert.Check(collection, Has.Member(actual), message, args); }
        public static void DoesNotContain(IEnumerable collection, object actual, string message = null, params object[] args) { Assert.Check(collection, Has.No.Member(actual), message, args); }
        public static void IsEmpty(IEnumerable collection, string message = null, params object[] args) { Assert.Check(collection, Is.Empty, message, args); }
        public static void IsNotEmpty(IEnumerable collection, string message = null, params object[] args) { Assert.Check(collection, Is.Not.Empty, message, args); }
        public static void IsOrdered(IEnumerable collection, string message = null, params object[] args) { Assert.Check(collection, Is.Ordered, message, args); }
        public static void IsSubsetOf(IEnumerable subset, IEnumerable superset, string message = null, params object[] args) { Assert.Check(subset, Is.SubsetOf(superset), message, args); }
        public static void IsNotSubsetOf(IEnumerable subset, IEnumerable superset, string message = null, params object[] args) { Assert.Check(subset, Is.Not.SubsetOf(superset), message, args); }
        public static void AllItemsAreUnique(IEnumerable collection, string message = null, params object[] args) { Assert.Check(collection, Is.Unique, message, args); }
        public static void AllItemsAreNotNull(IEnumerable collection, string message = null, params object[] args) { Assert.Check(collection, Is.All.Not.Null, message, args); }
        public static void AllItemsAreInstancesOfType(IEnumerable collection, Type type, string message = null, params object[] args) { Assert.Check(collection, Is.All.InstanceOf(type), message, args); }
    }

    public static class StringAssert
    {
        public static void Contains(string expected, string actual, string message = null, params object[] args) { Assert.Check(actual, Does.Contain(expected), message, args); }
        public static void DoesNotContain(string expected, string actual, string message = null, params object[] args) { Assert.Check(actual, Does.Not.Contain(expected), message, args); }
        public static void StartsWith(string expected, string actual, string message = null, params object[] args) { Assert.Check(actual, Does.StartWith(expected), message, args); }
        public static void EndsWith(string expected, string actual, string message = null, params object[] args) { Assert.Check(actual, Does.EndWith(expected), message, args); }
        public static void AreEqualIgnoringCase(string expected, string actual, string message = null, params object[] args) { Assert.Check(actual, Is.EqualTo(expected).IgnoreCase, message, args); }
        public static void IsMatch(string pattern, string actual, string message = null, params object[] args) { Assert.Check(actual, Does.Match(pattern), message, args); }
        public static void DoesNotMatch(string pattern, string actual, string message = null, params object[] args) { Assert.Check(actual, Does.Not.Match(pattern), message, args); }
    }

    public class TestContext
    {
        private static readonly TestContext current = new TestContext();

        public static TestContext CurrentContext { get { return current; } }
        public static TextWriter Out { get { return Console.Out; } }
        public static TextWriter Progress { get { return Console.Error; } }
        public string WorkDirectory { get { return Environment.CurrentDirectory; } }
        public string TestDirectory { get { return Environment.CurrentDirectory; } }
        public TestAdapter Test { get; private set; } = new TestAdapter();

        public static void WriteLine(string text) { Console.WriteLine(text); }
        public static void WriteLine(string format, params object[] args) { Console.WriteLine(format, args); }
        public static void Write(string text) { Console.Write(text); }

        public class TestAdapter
        {
            public string Name { get; internal set; }
            public string FullName { get; internal set; }
        }
    }
}
