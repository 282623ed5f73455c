// The names of NUnit's attributes, for the runner in Runner.cs. Written for Touchstone, after NUnit's documentation.
using System;

namespace NUnit.Framework
{
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
    public class TestFixtureAttribute : Attribute
    {
        public TestFixtureAttribute(params object[] arguments)
        {
            Arguments = arguments ?? new object[] { null };
        }

        public object[] Arguments { get; private set; }
        public string Description { get; set; }
        public string Category { get; set; }
        public string Author { get; set; }
        public Type TestOf { get; set; }
        public string Ignore { get; set; }
        public string Reason { get; set; }
    }

    [AttributeUsage(AttributeTargets.Class)]
    public class SetUpFixtureAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method)]
    public class TestAttribute : Attribute
    {
        private object expected;

        public string Description { get; set; }
        public string Author { get; set; }
        public Type TestOf { get; set; }
        internal bool HasExpectedResult { get; private set; }

        public object ExpectedResult
        {
            get { return expected; }
            set { expected = value; HasExpectedResult = true; }
        }
    }

    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public class TestCaseAttribute : Attribute
    {
        private object expected;

        public TestCaseAttribute(params object[] arguments)
        {
            Arguments = arguments ?? new object[] { null };
        }

        public object[] Arguments { get; private set; }
        public string TestName { get; set; }
        public string Description { get; set; }
        public string Category { get; set; }
        public string Author { get; set; }
        public string Ignore { get; set; }
        public string IgnoreReason { get { return Ignore; } set { Ignore = value; } }
        public bool Explicit { get; set; }
        public string Reason { get; set; }
        internal bool HasExpectedResult { get; private set; }

        public object ExpectedResult
        {
            get { return expected; }
            set { expected = value; HasExpectedResult = true; }
        }
    }

    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public class TestCaseSourceAttribute : Attribute
    {
        public TestCaseSourceAttribute(string sourceName)
        {
            SourceName = sourceName;
        }

        public TestCaseSourceAttribute(Type sourceType, string sourceName)
        {
            SourceType = sourceType;
            SourceName = sourceName;
        }

        public TestCaseSourceAttribute(Type sourceType)
        {
            SourceType = sourceType;
        }

        public Type SourceType { get; private set; }
        public string SourceName { get; private set; }
        public string Category { get; set; }
    }

    public class TestCaseData
    {
        public TestCaseData(params object[] arguments)
        {
            Arguments = arguments ?? new object[] { null };
        }

        public object[] Arguments { get; private set; }
        public string TestName { get; private set; }
        public string IgnoreReason { get; private set; }
        public object ExpectedResult { get; private set; }
        internal bool HasExpectedResult { get; private set; }

        public TestCaseData Returns(object result)
        {
            ExpectedResult = result;
            HasExpectedResult = true;
            return this;
        }

        public TestCaseData SetName(string name) { TestName = name; return this; }
        public TestCaseData SetDescription(string text) { return this; }
        public TestCaseData SetCategory(string name) { return this; }
        public TestCaseData Ignore(string reason) { IgnoreReason = reason; return this; }
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    public class ValuesAttribute : Attribute
    {
        public ValuesAttribute(params object[] values)
        {
            Values = values ?? new object[] { null };
        }

        internal object[] Values { get; private set; }
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    public class RangeAttribute : Attribute
    {
        public RangeAttribute(int from, int to, int step = 1)
        {
            if (step == 0 || (to - from) / step < 0)
                throw new ArgumentException("a range that never gets to its end");
            Values = new object[(to - from) / step + 1];
            for (int i = 0; i < Values.Length; ++i)
                Values[i] = from + i * step;
        }

        internal object[] Values { get; private set; }
    }

    /// All tests are run in this way anyway.
    [AttributeUsage(AttributeTargets.Method)]
    public class CombinatorialAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method)]
    public class SequentialAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method)]
    public class SetUpAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method)]
    public class TearDownAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method)]
    public class OneTimeSetUpAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method)]
    public class OneTimeTearDownAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
    public class IgnoreAttribute : Attribute
    {
        public IgnoreAttribute(string reason) { Reason = reason; }
        public string Reason { get; private set; }
    }

    [AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
    public class ExplicitAttribute : Attribute
    {
        public ExplicitAttribute() { }
        public ExplicitAttribute(string reason) { Reason = reason; }
        public string Reason { get; private set; }
    }

    [AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Assembly, AllowMultiple = true)]
    public class CategoryAttribute : Attribute
    {
        public CategoryAttribute(string name) { Name = name; }
        public string Name { get; private set; }
    }

    [AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Assembly)]
    public class DescriptionAttribute : Attribute
    {
        public DescriptionAttribute(string text) { Description = text; }
        public string Description { get; private set; }
    }

    [AttributeUsage(AttributeTargets.Method)]
    public class RepeatAttribute : Attribute
    {
        public RepeatAttribute(int count) { Count = count; }
        internal int Count { get; private set; }
    }

    [AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
    public class OrderAttribute : Attribute
    {
        public OrderAttribute(int order) { Order = order; }
        public int Order { get; private set; }
    }

    /// Longest time of a test in milliseconds; it is failed afterwards, not stopped.
    [AttributeUsage(AttributeTargets.Method)]
    public class MaxTimeAttribute : Attribute
    {
        public MaxTimeAttribute(int milliseconds) { Milliseconds = milliseconds; }
        internal int Milliseconds { get; private set; }
    }

    [AttributeUsage(AttributeTargets.Method)]
    public class TimeoutAttribute : MaxTimeAttribute
    {
        public TimeoutAttribute(int milliseconds) : base(milliseconds) { }
    }

    [AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Assembly)]
    public class ParallelizableAttribute : Attribute
    {
        public ParallelizableAttribute() { }
        public ParallelizableAttribute(ParallelScope scope) { }
    }

    [AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Assembly)]
    public class NonParallelizableAttribute : Attribute
    {
    }

    [Flags]
    public enum ParallelScope
    {
        None = 0, Self = 1, Children = 2, Fixtures = 4, All = Self | Children
    }
}
