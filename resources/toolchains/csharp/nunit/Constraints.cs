// The names of NUnit's constraints. Written for Touchstone, after NUnit's documentation.
//
// An expression such as Is.Not.Null.And.All.GreaterThan(0) is kept as what is still to be done with the constraint at
// its end: `tight` are prefixes that hold for the next constraint alone (Not, Property), `wide` what holds for all that
// follows (All, Some, Throws, what stands before Or), `left` what stands before And.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace NUnit.Framework
{
    using Constraints;

    public class Is
    {
        private static ConstraintExpression Start { get { return new ConstraintExpression(); } }

        public static ConstraintExpression Not { get { return Start.Not; } }
        public static ConstraintExpression All { get { return Start.All; } }
        public static Constraint Null { get { return Start.Null; } }
        public static Constraint True { get { return Start.True; } }
        public static Constraint False { get { return Start.False; } }
        public static Constraint NaN { get { return Start.NaN; } }
        public static Constraint Empty { get { return Start.Empty; } }
        public static Constraint Unique { get { return Start.Unique; } }
        public static Constraint Positive { get { return Start.Positive; } }
        public static Constraint Negative { get { return Start.Negative; } }
        public static Constraint Zero { get { return Start.Zero; } }
        public static OrderedConstraint Ordered { get { return Start.Ordered; } }
        public static EqualConstraint EqualTo(object expected) { return Start.EqualTo(expected); }
        public static Constraint SameAs(object expected) { return Start.SameAs(expected); }
        public static Constraint GreaterThan(object bound) { return Start.GreaterThan(bound); }
        public static Constraint GreaterThanOrEqualTo(object bound) { return Start.GreaterThanOrEqualTo(bound); }
        public static Constraint AtLeast(object bound) { return Start.GreaterThanOrEqualTo(bound); }
        public static Constraint LessThan(object bound) { return Start.LessThan(bound); }
        public static Constraint LessThanOrEqualTo(object bound) { return Start.LessThanOrEqualTo(bound); }
        public static Constraint AtMost(object bound) { return Start.LessThanOrEqualTo(bound); }
        public static Constraint InRange(object from, object to) { return Start.InRange(from, to); }
        public static Constraint TypeOf<T>() { return Start.TypeOf(typeof(T)); }
        public static Constraint TypeOf(Type type) { return Start.TypeOf(type); }
        public static Constraint InstanceOf<T>() { return Start.InstanceOf(typeof(T)); }
        public static Constraint InstanceOf(Type type) { return Start.InstanceOf(type); }
        public static Constraint AssignableTo<T>() { return Start.InstanceOf(typeof(T)); }
        public static Constraint AssignableFrom<T>() { return Start.AssignableFrom(typeof(T)); }
        public static EquivalentConstraint EquivalentTo(IEnumerable expected) { return Start.EquivalentTo(expected); }
        public static Constraint SubsetOf(IEnumerable expected) { return Start.SubsetOf(expected); }
        public static Constraint SupersetOf(IEnumerable expected) { return Start.SupersetOf(expected); }
        public static Constraint AnyOf(params object[] values) { return Start.AnyOf(values); }
    }

    public class Has
    {
        private static ConstraintExpression Start { get { return new ConstraintExpression(); } }

        public static ConstraintExpression No { get { return Start.Not; } }
        public static ConstraintExpression All { get { return Start.All; } }
        public static ConstraintExpression Some { get { return Start.Some; } }
        public static ConstraintExpression None { get { return Start.None; } }
        public static ItemsConstraintExpression Exactly(int count) { return Start.Exactly(count); }
        public static ItemsConstraintExpression One { get { return Start.Exactly(1); } }
        public static ResolvableConstraintExpression Property(string name) { return Start.Property(name); }
        public static ResolvableConstraintExpression Count { get { return Start.Property("Count"); } }
        public static ResolvableConstraintExpression Length { get { return Start.Property("Length"); } }
        public static ResolvableConstraintExpression Message { get { return Start.Property("Message"); } }
        public static ResolvableConstraintExpression InnerException { get { return Start.Property("InnerException"); } }
        public static Constraint Member(object expected) { return Start.Member(expected); }
    }

    public class Does
    {
        private static ConstraintExpression Start { get { return new ConstraintExpression(); } }

        public static ConstraintExpression Not { get { return Start.Not; } }
        public static TextConstraint Contain(string expected) { return Start.Contain(expected); }
        public static Constraint Contain(object expected) { return Start.Member(expected); }
        public static Constraint ContainKey(object key) { return Start.ContainKey(key); }
        public static Constraint ContainValue(object value) { return Start.ContainValue(value); }
        public static TextConstraint StartWith(string expected) { return Start.StartWith(expected); }
        public static TextConstraint EndWith(string expected) { return Start.EndWith(expected); }
        public static TextConstraint Match(string pattern) { return Start.Match(pattern); }
    }

    public class Contains
    {
        public static Constraint Item(object expected) { return new ConstraintExpression().Member(expected); }
        public static Constraint Key(object key) { return new ConstraintExpression().ContainKey(key); }
        public static Constraint Value(object value) { return new ConstraintExpression().ContainValue(value); }
        public static TextConstraint Substring(string expected) { return new ConstraintExpression().Contain(expected); }
    }

    public class Throws
    {
        private static ConstraintExpression Start
        {
            get { return new ConstraintExpression().Wide(next => new ThrowsConstraint(next)); }
        }

        public static ResolvableConstraintExpression Exception
        {
            get { return new ResolvableConstraintExpression(Start, new InstanceConstraint(typeof(Exception), false)); }
        }

        public static ResolvableConstraintExpression InnerException
        {
            get { return Start.Property("InnerException"); }
        }

        public static Constraint Nothing { get { return new ThrowsConstraint(null); } }
        public static Constraint TypeOf<T>() { return Start.TypeOf(typeof(T)); }
        public static Constraint TypeOf(Type type) { return Start.TypeOf(type); }
        public static Constraint InstanceOf<T>() { return Start.InstanceOf(typeof(T)); }
        public static Constraint InstanceOf(Type type) { return Start.InstanceOf(type); }
        public static Constraint ArgumentException { get { return TypeOf<ArgumentException>(); } }
        public static Constraint ArgumentNullException { get { return TypeOf<ArgumentNullException>(); } }
        public static Constraint InvalidOperationException { get { return TypeOf<InvalidOperationException>(); } }
    }
}

namespace NUnit.Framework.Constraints
{
    public interface IResolveConstraint
    {
        Constraint Resolve();
    }

    public class ConstraintExpression
    {
        private static readonly Func<Constraint, Constraint> same = next => next;
        private Func<Constraint, Constraint> wide = same;
        private Func<Constraint, Constraint> tight = same;
        private Constraint left;

        public ConstraintExpression() { }

        protected ConstraintExpression(ConstraintExpression other)
        {
            wide = other.wide;
            tight = other.tight;
            left = other.left;
        }

        private Constraint Joined(Constraint next)
        {
            Constraint right = tight(next);
            return left == null ? right : new AndConstraint(left, right);
        }

        internal Constraint Whole(Constraint next) { return wide(Joined(next)); }

        internal ConstraintExpression Wide(Func<Constraint, Constraint> prefix)
        {
            return new ConstraintExpression { wide = next => Whole(prefix(next)) };
        }

        private ConstraintExpression Tight(Func<Constraint, Constraint> prefix)
        {
            return new ConstraintExpression { wide = wide, left = left, tight = next => tight(prefix(next)) };
        }

        internal ConstraintExpression And(Constraint done)
        {
            return new ConstraintExpression { wide = wide, left = Joined(done) };
        }

        internal ConstraintExpression Or(Constraint done)
        {
            return new ConstraintExpression { wide = next => wide(new OrConstraint(Joined(done), next)) };
        }

        private T End<T>(T constraint) where T : Constraint
        {
            constraint.Before = this;
            return constraint;
        }

        public ConstraintExpression Not { get { return Tight(next => new NotConstraint(next)); } }
        public ConstraintExpression No { get { return Not; } }
        public ConstraintExpression With { get { return this; } }
        public ConstraintExpression That { get { return this; } }
        public ConstraintExpression All { get { return Wide(next => new EachConstraint("all items", next, (fit, of) => fit == of)); } }
        public ConstraintExpression Some { get { return Wide(next => new EachConstraint("some item", next, (fit, of) => fit > 0)); } }
        public ConstraintExpression None { get { return Wide(next => new EachConstraint("no item", next, (fit, of) => fit == 0)); } }
        public ItemsConstraintExpression Exactly(int count) { return new ItemsConstraintExpression(this, count); }
        public ItemsConstraintExpression One { get { return Exactly(1); } }

        public ResolvableConstraintExpression Property(string name)
        {
            return new ResolvableConstraintExpression(Tight(next => new PropertyConstraint(name, next)), new AnythingConstraint());
        }

        public ResolvableConstraintExpression Count { get { return Property("Count"); } }
        public ResolvableConstraintExpression Length { get { return Property("Length"); } }
        public ResolvableConstraintExpression Message { get { return Property("Message"); } }
        public ResolvableConstraintExpression InnerException { get { return Property("InnerException"); } }

        public Constraint Null { get { return End(new SimpleConstraint("null", actual => actual == null)); } }
        public Constraint True { get { return End(new SimpleConstraint("True", actual => actual is bool && (bool)actual)); } }
        public Constraint False { get { return End(new SimpleConstraint("False", actual => actual is bool && !(bool)actual)); } }
        public Constraint NaN { get { return End(new SimpleConstraint("NaN", actual => actual is double && double.IsNaN((double)actual) || actual is float && float.IsNaN((float)actual))); } }
        public Constraint Empty { get { return End(new SimpleConstraint("<empty>", actual => !Constraint.Items(actual).Any())); } }
        public Constraint Unique { get { return End(new SimpleConstraint("all items unique", IsUnique)); } }
        public Constraint Positive { get { return GreaterThan(0); } }
        public Constraint Negative { get { return LessThan(0); } }
        public Constraint Zero { get { return EqualTo(0); } }
        public OrderedConstraint Ordered { get { return End(new OrderedConstraint()); } }
        public EqualConstraint EqualTo(object expected) { return End(new EqualConstraint(expected)); }
        public Constraint SameAs(object expected) { return End(new SimpleConstraint("same as " + Constraint.Shown(expected), actual => ReferenceEquals(actual, expected))); }
        public Constraint GreaterThan(object bound) { return Compared("greater than", bound, order => order > 0); }
        public Constraint GreaterThanOrEqualTo(object bound) { return Compared("greater than or equal to", bound, order => order >= 0); }
        public Constraint AtLeast(object bound) { return GreaterThanOrEqualTo(bound); }
        public Constraint LessThan(object bound) { return Compared("less than", bound, order => order < 0); }
        public Constraint LessThanOrEqualTo(object bound) { return Compared("less than or equal to", bound, order => order <= 0); }
        public Constraint AtMost(object bound) { return LessThanOrEqualTo(bound); }

        public Constraint InRange(object from, object to)
        {
            return End(new SimpleConstraint("in range (" + Constraint.Shown(from) + "," + Constraint.Shown(to) + ")",
                actual => Equality.Compare(from, actual) <= 0 && Equality.Compare(actual, to) <= 0));
        }

        public Constraint TypeOf<T>() { return TypeOf(typeof(T)); }
        public Constraint TypeOf(Type type) { return End(new InstanceConstraint(type, true)); }
        public Constraint InstanceOf<T>() { return InstanceOf(typeof(T)); }
        public Constraint InstanceOf(Type type) { return End(new InstanceConstraint(type, false)); }
        public Constraint AssignableTo<T>() { return InstanceOf(typeof(T)); }

        public Constraint AssignableFrom(Type type)
        {
            return End(new SimpleConstraint("assignable from <" + type + ">", actual => actual != null && actual.GetType().IsAssignableFrom(type)));
        }

        public EquivalentConstraint EquivalentTo(IEnumerable expected) { return End(new EquivalentConstraint(expected)); }

        public Constraint SubsetOf(IEnumerable expected)
        {
            return End(new SimpleConstraint("subset of " + Constraint.Shown(expected), actual => EquivalentConstraint.Left(Constraint.Items(actual), Constraint.Items(expected), Equality.Plain) != null));
        }

        public Constraint SupersetOf(IEnumerable expected)
        {
            return End(new SimpleConstraint("superset of " + Constraint.Shown(expected), actual => EquivalentConstraint.Left(Constraint.Items(expected), Constraint.Items(actual), Equality.Plain) != null));
        }

        public Constraint AnyOf(params object[] values)
        {
            return End(new SimpleConstraint("any of " + Constraint.Shown(values), actual => values.Any(value => Equality.Plain.AreEqual(value, actual))));
        }

        public Constraint Member(object expected)
        {
            return End(new SimpleConstraint("collection containing " + Constraint.Shown(expected), actual => Constraint.Items(actual).Any(item => Equality.Plain.AreEqual(expected, item))));
        }

        public TextConstraint Contain(string expected)
        {
            return End(new TextConstraint("containing", expected, (text, part, how) => text.IndexOf(part, how) >= 0));
        }

        public Constraint Contain(object expected) { return Member(expected); }
        public TextConstraint Contains(string expected) { return Contain(expected); }
        public Constraint Contains(object expected) { return Member(expected); }
        public TextConstraint StartWith(string expected) { return End(new TextConstraint("starting with", expected, (text, part, how) => text.StartsWith(part, how))); }
        public TextConstraint StartsWith(string expected) { return StartWith(expected); }
        public TextConstraint EndWith(string expected) { return End(new TextConstraint("ending with", expected, (text, part, how) => text.EndsWith(part, how))); }
        public TextConstraint EndsWith(string expected) { return EndWith(expected); }

        public TextConstraint Match(string pattern)
        {
            return End(new TextConstraint("matching", pattern, (text, part, how) => Regex.IsMatch(text, part, how == StringComparison.Ordinal ? RegexOptions.None : RegexOptions.IgnoreCase)));
        }

        public TextConstraint Matches(string pattern) { return Match(pattern); }

        public Constraint ContainKey(object key)
        {
            return End(new SimpleConstraint("dictionary containing key " + Constraint.Shown(key), actual => Parts(actual, "Keys").Any(item => Equality.Plain.AreEqual(key, item))));
        }

        public Constraint ContainValue(object value)
        {
            return End(new SimpleConstraint("dictionary containing value " + Constraint.Shown(value), actual => Parts(actual, "Values").Any(item => Equality.Plain.AreEqual(value, item))));
        }

        private static IEnumerable<object> Parts(object dictionary, string name)
        {
            return Constraint.Items(PropertyConstraint.Value(dictionary, name));
        }

        private static bool IsUnique(object actual)
        {
            var items = Constraint.Items(actual).ToList();
            return !items.Where((item, i) => items.Take(i).Any(other => Equality.Plain.AreEqual(other, item))).Any();
        }

        private Constraint Compared(string how, object bound, Func<int, bool> fits)
        {
            return End(new SimpleConstraint(how + " " + Constraint.Shown(bound), actual => fits(Equality.Compare(actual, bound))));
        }
    }

    /// One that is whole as it stands: Throws.Exception, Has.Property("Name").
    public class ResolvableConstraintExpression : ConstraintExpression, IResolveConstraint
    {
        private readonly Constraint end;

        internal ResolvableConstraintExpression(ConstraintExpression before, Constraint end) : base(before)
        {
            this.end = end;
        }

        public Constraint Resolve() { return Whole(end); }
        public new ConstraintExpression And { get { return base.And(end); } }
        public new ConstraintExpression Or { get { return base.Or(end); } }
    }

    /// Has.Exactly(2).EqualTo(3), Has.Exactly(2).Items
    public class ItemsConstraintExpression : ConstraintExpression, IResolveConstraint
    {
        internal ItemsConstraintExpression(ConstraintExpression before, int count)
            : base(before.Wide(next => new EachConstraint("exactly " + count + " items", next, (fit, of) => fit == count)))
        {
        }

        public Constraint Resolve() { return Whole(new AnythingConstraint()); }
        public ItemsConstraintExpression Items { get { return this; } }
    }

    public abstract class Constraint : IResolveConstraint
    {
        internal ConstraintExpression Before = new ConstraintExpression();

        public abstract string Description { get; }
        public abstract bool Matches(object actual);
        public virtual string Found(object actual) { return Shown(actual); }
        public Constraint Resolve() { return Before.Whole(this); }

        public ConstraintExpression And { get { return Before.And(this); } }
        public ConstraintExpression With { get { return And; } }
        public ConstraintExpression Or { get { return Before.Or(this); } }
        public static Constraint operator &(Constraint a, Constraint b) { return new AndConstraint(a.Resolve(), b.Resolve()); }
        public static Constraint operator |(Constraint a, Constraint b) { return new OrConstraint(a.Resolve(), b.Resolve()); }
        public static Constraint operator !(Constraint a) { return new NotConstraint(a.Resolve()); }

        internal static IEnumerable<object> Items(object actual)
        {
            var items = actual as IEnumerable;
            if (items == null)
                throw new ArgumentException("a collection was expected; found " + Shown(actual));
            return items.Cast<object>();
        }

        internal static string Shown(object value)
        {
            return Shown(value, 2);
        }

        private static string Shown(object value, int depth)
        {
            if (value == null)
                return "null";
            var text = value as string;
            if (text != null)
                return "\"" + text + "\"";
            var exception = value as Exception;
            if (exception != null)
                return "<" + exception.GetType() + ": " + exception.Message + ">";
            var items = value as IEnumerable;
            try
            {
                if (items != null)
                    return depth == 0 ? "< … >" : "< " + string.Join(", ", items.Cast<object>().Take(20).Select(item => Shown(item, depth - 1))) + " >";
                var formattable = value as IFormattable;
                return formattable != null ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString();
            }
            catch (Exception)
            {
                return "<" + value.GetType() + ">";
            }
        }
    }

    public class SimpleConstraint : Constraint
    {
        private readonly string description;
        private readonly Func<object, bool> fits;

        internal SimpleConstraint(string description, Func<object, bool> fits)
        {
            this.description = description;
            this.fits = fits;
        }

        public override string Description { get { return description; } }
        public override bool Matches(object actual) { return fits(actual); }
    }

    public class AnythingConstraint : Constraint
    {
        public override string Description { get { return "anything"; } }
        public override bool Matches(object actual) { return true; }
    }

    public class NotConstraint : Constraint
    {
        private readonly Constraint inner;

        internal NotConstraint(Constraint inner) { this.inner = inner; }
        public override string Description { get { return "not " + inner.Description; } }
        public override bool Matches(object actual) { return !inner.Matches(actual); }
    }

    public class AndConstraint : Constraint
    {
        private readonly Constraint first, second;

        internal AndConstraint(Constraint first, Constraint second) { this.first = first; this.second = second; }
        public override string Description { get { return first.Description + " and " + second.Description; } }
        public override bool Matches(object actual) { return first.Matches(actual) && second.Matches(actual); }
    }

    public class OrConstraint : Constraint
    {
        private readonly Constraint first, second;

        internal OrConstraint(Constraint first, Constraint second) { this.first = first; this.second = second; }
        public override string Description { get { return first.Description + " or " + second.Description; } }
        public override bool Matches(object actual) { return first.Matches(actual) || second.Matches(actual); }
    }

    public class EachConstraint : Constraint
    {
        private readonly string words;
        private readonly Constraint inner;
        private readonly Func<int, int, bool> fits;

        internal EachConstraint(string words, Constraint inner, Func<int, int, bool> fits)
        {
            this.words = words;
            this.inner = inner;
            this.fits = fits;
        }

        public override string Description { get { return words + ": " + inner.Description; } }

        public override bool Matches(object actual)
        {
            var items = Items(actual).ToList();
            return fits(items.Count(inner.Matches), items.Count);
        }
    }

    public class PropertyConstraint : Constraint
    {
        private readonly string name;
        private readonly Constraint inner;

        internal PropertyConstraint(string name, Constraint inner) { this.name = name; this.inner = inner; }
        public override string Description { get { return "property " + name + " " + inner.Description; } }
        public override bool Matches(object actual) { return inner.Matches(Value(actual, name)); }

        internal static object Value(object actual, string name)
        {
            if (actual == null)
                throw new ArgumentException("an object with the property " + name + " was expected; found null");
            const BindingFlags flags = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
            PropertyInfo property = null;
            for (Type type = actual.GetType(); type != null && property == null; type = type.BaseType)
                property = type.GetProperty(name, flags | BindingFlags.DeclaredOnly);
            if (property == null) // of an interface, as Count of an array is
                property = actual.GetType().GetInterfaces().Select(type => type.GetProperty(name)).FirstOrDefault(found => found != null);
            if (property == null)
                throw new ArgumentException("property " + name + " was not found on " + actual.GetType());
            return property.GetValue(actual, null);
        }
    }

    public class InstanceConstraint : Constraint
    {
        private readonly Type type;
        private readonly bool exact;

        internal InstanceConstraint(Type type, bool exact) { this.type = type; this.exact = exact; }
        public override string Description { get { return (exact ? "<" : "instance of <") + type + ">"; } }
        public override bool Matches(object actual) { return exact ? actual != null && actual.GetType() == type : type.IsInstanceOfType(actual); }
        public override string Found(object actual) { return actual == null || actual is Exception ? Shown(actual) : "<" + actual.GetType() + ">"; }
    }

    public class ThrowsConstraint : Constraint
    {
        private readonly Constraint inner;
        private Exception thrown;

        internal ThrowsConstraint(Constraint inner) { this.inner = inner; }
        public override string Description { get { return inner == null ? "no exception" : inner.Description + " to be thrown"; } }
        public override string Found(object actual) { return thrown == null ? "no exception" : Shown(thrown); }

        public override bool Matches(object actual)
        {
            var code = actual as Delegate;
            if (code == null)
                throw new ArgumentException("code was expected; found " + Shown(actual));
            thrown = null;
            try
            {
                var test = code as TestDelegate;
                if (test != null)
                    test();
                else
                    Wait(code.DynamicInvoke());
            }
            catch (TargetInvocationException exception)
            {
                thrown = exception.InnerException;
            }
            catch (Exception exception)
            {
                thrown = exception;
            }
            return inner == null ? thrown == null : thrown != null && inner.Matches(thrown);
        }

        private static void Wait(object value)
        {
            var task = value as Task;
            if (task != null)
                task.GetAwaiter().GetResult();
        }
    }

    public class EqualConstraint : Constraint
    {
        private readonly object expected;
        private readonly Equality equality = new Equality();

        internal EqualConstraint(object expected) { this.expected = expected; }
        public override string Description { get { return Shown(expected) + (equality.Tolerance == null ? "" : " ± " + Shown(equality.Tolerance) + (equality.InPercent ? " percent" : "")); } }
        public override bool Matches(object actual) { return equality.AreEqual(expected, actual); }
        public EqualConstraint Within(object tolerance) { equality.Tolerance = tolerance; return this; }
        public EqualConstraint Percent { get { equality.InPercent = true; return this; } }
        public EqualConstraint IgnoreCase { get { equality.IgnoreCase = true; return this; } }
        public EqualConstraint AsCollection { get { return this; } }
        public EqualConstraint NoClip { get { return this; } }
        public EqualConstraint Seconds { get { equality.Tolerance = TimeSpan.FromSeconds(Convert.ToDouble(equality.Tolerance)); return this; } }
        public EqualConstraint Milliseconds { get { equality.Tolerance = TimeSpan.FromMilliseconds(Convert.ToDouble(equality.Tolerance)); return this; } }
        public EqualConstraint Minutes { get { equality.Tolerance = TimeSpan.FromMinutes(Convert.ToDouble(equality.Tolerance)); return this; } }

        public EqualConstraint Using(IEqualityComparer comparer)
        {
            equality.Own = (a, b) => comparer.Equals(a, b);
            return this;
        }

        public EqualConstraint Using<T>(IEqualityComparer<T> comparer)
        {
            equality.Own = (a, b) => a is T && b is T ? comparer.Equals((T)a, (T)b) : (bool?)null;
            return this;
        }

        public EqualConstraint Using<T>(Func<T, T, bool> comparer)
        {
            equality.Own = (a, b) => a is T && b is T ? comparer((T)a, (T)b) : (bool?)null;
            return this;
        }
    }

    public class EquivalentConstraint : Constraint
    {
        private readonly IEnumerable expected;
        private readonly Equality equality = new Equality();

        internal EquivalentConstraint(IEnumerable expected) { this.expected = expected; }
        public override string Description { get { return "equivalent to " + Shown(expected); } }
        public EquivalentConstraint IgnoreCase { get { equality.IgnoreCase = true; return this; } }

        public override bool Matches(object actual)
        {
            var left = Left(Items(expected), Items(actual), equality);
            return left != null && left.Count == 0;
        }

        /// What of `whole` is left without `part`; null where not all of it is there.
        internal static List<object> Left(IEnumerable<object> part, IEnumerable<object> whole, Equality equality)
        {
            var left = whole.ToList();
            foreach (object item in part)
            {
                int at = left.FindIndex(other => equality.AreEqual(item, other));
                if (at < 0)
                    return null;
                left.RemoveAt(at);
            }
            return left;
        }
    }

    public class OrderedConstraint : Constraint
    {
        private bool descending;
        private string property;

        public override string Description { get { return "collection ordered" + (property == null ? "" : " by " + property) + (descending ? ", descending" : ""); } }
        public OrderedConstraint Descending { get { descending = true; return this; } }
        public OrderedConstraint Ascending { get { descending = false; return this; } }
        public OrderedConstraint By(string name) { property = name; return this; }

        public override bool Matches(object actual)
        {
            var keys = Items(actual).Select(item => property == null ? item : PropertyConstraint.Value(item, property)).ToList();
            for (int i = 1; i < keys.Count; ++i)
                if (descending ? Equality.Compare(keys[i - 1], keys[i]) < 0 : Equality.Compare(keys[i - 1], keys[i]) > 0)
                    return false;
            return true;
        }
    }

    public class TextConstraint : Constraint
    {
        private readonly string how, expected;
        private readonly Func<string, string, StringComparison, bool> fits;
        private StringComparison comparison = StringComparison.Ordinal;

        internal TextConstraint(string how, string expected, Func<string, string, StringComparison, bool> fits)
        {
            this.how = how;
            this.expected = expected;
            this.fits = fits;
        }

        public override string Description { get { return how + " " + Shown(expected); } }
        public TextConstraint IgnoreCase { get { comparison = StringComparison.OrdinalIgnoreCase; return this; } }

        public override bool Matches(object actual)
        {
            var text = actual as string;
            if (text != null)
                return fits(text, expected, comparison);
            return how == "containing" && actual is IEnumerable && Items(actual).Any(item => Equality.Plain.AreEqual(expected, item));
        }
    }

    /// Equality and order as NUnit has them: numbers by value, collections by their items.
    internal class Equality
    {
        internal static readonly Equality Plain = new Equality();
        internal object Tolerance;
        internal bool InPercent;
        internal bool IgnoreCase;
        internal Func<object, object, bool?> Own;

        internal bool AreEqual(object expected, object actual)
        {
            bool? own = Own == null ? null : Own(expected, actual);
            if (own != null)
                return own.Value;
            if (expected == null || actual == null)
                return expected == null && actual == null;
            if (IsNumber(expected) && IsNumber(actual))
                return NumbersEqual(expected, actual);
            if (expected is string && actual is string)
                return string.Equals((string)expected, (string)actual, IgnoreCase ? StringComparison.CurrentCultureIgnoreCase : StringComparison.Ordinal);
            if (expected is char && actual is char && IgnoreCase)
                return char.ToLowerInvariant((char)expected) == char.ToLowerInvariant((char)actual);
            if (Tolerance is TimeSpan && expected is DateTime && actual is DateTime)
                return ((DateTime)expected - (DateTime)actual).Duration() <= (TimeSpan)Tolerance;
            if (Tolerance is TimeSpan && expected is TimeSpan && actual is TimeSpan)
                return ((TimeSpan)expected - (TimeSpan)actual).Duration() <= (TimeSpan)Tolerance;
            if (expected is IDictionary && actual is IDictionary)
                return DictionariesEqual((IDictionary)expected, (IDictionary)actual);
            if (IsPair(expected) && IsPair(actual))
                return AreEqual(Part(expected, "Key"), Part(actual, "Key")) && AreEqual(Part(expected, "Value"), Part(actual, "Value"));
            if (expected is IEnumerable && actual is IEnumerable && !(expected is string) && !(actual is string))
                return ItemsEqual((IEnumerable)expected, (IEnumerable)actual);
            return expected.Equals(actual);
        }

        private static bool IsPair(object value)
        {
            return value.GetType().IsGenericType && value.GetType().GetGenericTypeDefinition() == typeof(KeyValuePair<,>);
        }

        private static object Part(object pair, string name)
        {
            return pair.GetType().GetProperty(name).GetValue(pair, null);
        }

        private bool ItemsEqual(IEnumerable expected, IEnumerable actual)
        {
            var one = expected as Array;
            var two = actual as Array;
            if (one != null && two != null && one.Rank != two.Rank)
                return false;
            var first = expected.Cast<object>().ToList();
            var second = actual.Cast<object>().ToList();
            return first.Count == second.Count && !first.Where((item, i) => !AreEqual(item, second[i])).Any();
        }

        private bool DictionariesEqual(IDictionary expected, IDictionary actual)
        {
            return expected.Count == actual.Count
                && expected.Keys.Cast<object>().All(key => actual.Contains(key) && AreEqual(expected[key], actual[key]));
        }

        private static bool IsNumber(object value)
        {
            return value is int || value is long || value is double || value is decimal || value is float || value is byte
                || value is short || value is uint || value is ulong || value is ushort || value is sbyte;
        }

        private static bool IsFloating(object value)
        {
            return value is double || value is float;
        }

        private bool NumbersEqual(object expected, object actual)
        {
            if (Tolerance == null)
                return CompareNumbers(expected, actual) == 0;
            if (IsFloating(expected) || IsFloating(actual) || IsFloating(Tolerance))
            {
                double one = Convert.ToDouble(expected), two = Convert.ToDouble(actual), slack = Convert.ToDouble(Tolerance);
                return one.Equals(two) || Math.Abs(one - two) <= (InPercent ? Math.Abs(one) * slack / 100 : slack);
            }
            decimal first = Convert.ToDecimal(expected), second = Convert.ToDecimal(actual), room = Convert.ToDecimal(Tolerance);
            return Math.Abs(first - second) <= (InPercent ? Math.Abs(first) * room / 100 : room);
        }

        private static int CompareNumbers(object one, object two)
        {
            if (IsFloating(one) || IsFloating(two))
                return Convert.ToDouble(one).CompareTo(Convert.ToDouble(two));
            return Convert.ToDecimal(one).CompareTo(Convert.ToDecimal(two));
        }

        internal static int Compare(object one, object two)
        {
            if (IsNumber(one) && IsNumber(two))
                return CompareNumbers(one, two);
            if (one is string && two is string)
                return string.Compare((string)one, (string)two, StringComparison.CurrentCulture);
            return Comparer.Default.Compare(one, two);
        }
    }
}
