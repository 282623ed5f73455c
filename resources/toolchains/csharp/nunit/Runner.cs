// Runs tests that are written with NUnit's names, and tells how they went.
//
// stdin, a line each: a secret, the seed of the order ("" for the files' own), "types" or "" (whether the types of the
// program are to be asked what they are equal to), and the names of the types with tests. On the file descriptor named by
// the argument: lines "SECRET WORD FIELD…", fields in base64; "test" with class, name, seconds, outcome (passed, failed,
// error, skipped), message and trace; "equal" with a type whose objects equal everything; "end".
using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Serialization;
using System.Text;
using System.Threading.Tasks;
using NUnit.Framework;

namespace Touchstone.Testing
{
    internal static class Runner
    {
        private static int channel; // a FileStream takes no descriptor that Mono did not open
        private static string secret;

        public static int Main(string[] arguments)
        {
            secret = Console.In.ReadLine();
            string seed = Console.In.ReadLine();
            bool askTypes = Console.In.ReadLine() == "types";
            var names = Console.In.ReadToEnd().Split(new[] { '\n' }, StringSplitOptions.RemoveEmptyEntries);
            channel = int.Parse(arguments[0]);
            fcntl(channel, 2, 1); // F_SETFD, FD_CLOEXEC
            var own = Assembly.GetExecutingAssembly();
            var types = names.Select(name => own.GetType(name)).Where(type => type != null).Distinct().ToList();
            var fixtures = types.SelectMany(FixturesOf).ToList();
            if (seed.Length > 0)
                Shuffle(fixtures, new Random(int.Parse(seed, CultureInfo.InvariantCulture)));
            var around = types.Where(type => type.IsDefined(typeof(SetUpFixtureAttribute), true)).Select(type => new Fixture(type, null)).ToList();
            Exception broken = null;
            foreach (Fixture fixture in around)
                broken = broken ?? fixture.Begin();
            foreach (Fixture fixture in fixtures)
                fixture.Run(broken, seed);
            foreach (Fixture fixture in around)
                fixture.End();
            if (askTypes)
                foreach (Type type in own.GetTypes().Where(type => !types.Contains(type) && IsEqualToAll(type)))
                    Tell("equal", type.FullName);
            Tell("end");
            Console.Out.Flush();
            Environment.Exit(0); // whatever threads there still are
            return 0;
        }

        [DllImport("libc", SetLastError = true)]
        private static extern int fcntl(int descriptor, int command, int argument);

        [DllImport("libc", SetLastError = true)]
        private static extern IntPtr write(int descriptor, byte[] bytes, IntPtr count);

        internal static void Tell(string word, params string[] fields)
        {
            var line = new StringBuilder(secret).Append(' ').Append(word);
            foreach (string field in fields)
                line.Append(' ').Append(Convert.ToBase64String(Encoding.UTF8.GetBytes("=" + field)));
            byte[] bytes = Encoding.ASCII.GetBytes(line.Append('\n').ToString());
            while (bytes.Length > 0)
            {
                int written = (int)write(channel, bytes, (IntPtr)bytes.Length);
                if (written < 0)
                    return; // nobody reads any more
                bytes = bytes.Skip(written).ToArray();
            }
        }

        internal static void Shuffle<T>(IList<T> list, Random random)
        {
            for (int i = list.Count - 1; i > 0; --i)
            {
                int other = random.Next(i + 1);
                T item = list[i];
                list[i] = list[other];
                list[other] = item;
            }
        }

        private static IEnumerable<Fixture> FixturesOf(Type type)
        {
            bool isStatic = type.IsAbstract && type.IsSealed;
            if (type.IsAbstract && !isStatic || type.ContainsGenericParameters || !Fixture.TestsIn(type).Any())
                return new Fixture[0];
            var attributes = type.GetCustomAttributes(typeof(TestFixtureAttribute), true).Cast<TestFixtureAttribute>().ToList();
            if (attributes.Count == 0)
                return new[] { new Fixture(type, null) };
            return attributes.Select(attribute => new Fixture(type, attribute));
        }

        /// Whether an object of a type calls itself equal to something else altogether.
        private static bool IsEqualToAll(Type type)
        {
            MethodInfo equals = type.GetMethod("Equals", new[] { typeof(object) });
            if (equals == null || type.IsAbstract || type.ContainsGenericParameters || equals.DeclaringType.Assembly != type.Assembly)
                return false;
            try
            {
                return FormatterServices.GetUninitializedObject(type).Equals(new object());
            }
            catch (Exception)
            {
                return false;
            }
        }
    }

    /// A class with tests, and how its object is made.
    internal class Fixture
    {
        private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        private readonly Type type;
        private readonly TestFixtureAttribute attribute;
        private object instance;

        public Fixture(Type type, TestFixtureAttribute attribute)
        {
            this.type = type;
            this.attribute = attribute;
        }

        public static IEnumerable<MethodInfo> TestsIn(Type type)
        {
            return type.GetMethods(Members).Where(method => method.IsDefined(typeof(TestAttribute), true)
                || method.IsDefined(typeof(TestCaseAttribute), true) || method.IsDefined(typeof(TestCaseSourceAttribute), true));
        }

        private string Name
        {
            get
            {
                string name = type.FullName;
                return attribute == null || attribute.Arguments.Length == 0 ? name : name + Case.Shown(attribute.Arguments);
            }
        }

        private IEnumerable<MethodInfo> With<T>() where T : Attribute
        {
            return type.GetMethods(Members | BindingFlags.FlattenHierarchy).Where(method => method.IsDefined(typeof(T), true))
                .OrderBy(method => Depth(method.DeclaringType));
        }

        private static int Depth(Type type)
        {
            return type.BaseType == null ? 0 : 1 + Depth(type.BaseType);
        }

        /// What went wrong in making it ready; null: nothing.
        public Exception Begin()
        {
            return Caught(() =>
            {
                bool isStatic = type.IsAbstract && type.IsSealed;
                if (!isStatic)
                    instance = Activator.CreateInstance(type, Members & ~BindingFlags.Static, null, attribute == null ? null : attribute.Arguments, null);
                foreach (MethodInfo method in With<OneTimeSetUpAttribute>())
                    Call(method, null);
            });
        }

        public Exception End()
        {
            return Caught(() =>
            {
                foreach (MethodInfo method in With<OneTimeTearDownAttribute>().Reverse())
                    Call(method, null);
                var disposable = instance as IDisposable;
                if (disposable != null)
                    disposable.Dispose();
            });
        }

        public void Run(Exception broken, string seed)
        {
            var cases = new List<Case>();
            foreach (MethodInfo method in TestsIn(type).OrderBy(OrderOf).ThenBy(method => method.MetadataToken))
            {
                Exception trouble = Caught(() => cases.AddRange(Case.Of(method, this)));
                if (trouble != null)
                    Tell(method.Name, TimeSpan.Zero, trouble);
            }
            if (seed.Length > 0)
                Runner.Shuffle(cases, new Random(int.Parse(seed, CultureInfo.InvariantCulture)));
            string ignored = IgnoredBecause(type) ?? (attribute == null ? null : attribute.Ignore);
            if (ignored == null)
                broken = broken ?? Begin();
            foreach (Case test in cases)
                if (ignored != null || test.Ignored != null)
                    Tell(test.Name, TimeSpan.Zero, new IgnoreException(ignored ?? test.Ignored));
                else
                    RunCase(test, broken);
            if (ignored == null && broken == null)
            {
                Exception trouble = End();
                if (trouble != null)
                    Tell("OneTimeTearDown", TimeSpan.Zero, trouble);
            }
        }

        private static int OrderOf(MethodInfo method)
        {
            var order = (OrderAttribute)Attribute.GetCustomAttribute(method, typeof(OrderAttribute));
            return order == null ? int.MaxValue : order.Order;
        }

        internal static string IgnoredBecause(MemberInfo member)
        {
            var ignore = (IgnoreAttribute)Attribute.GetCustomAttribute(member, typeof(IgnoreAttribute));
            var only = (ExplicitAttribute)Attribute.GetCustomAttribute(member, typeof(ExplicitAttribute));
            return ignore != null ? ignore.Reason ?? "" : only != null ? only.Reason ?? "explicit" : null;
        }

        private void RunCase(Case test, Exception broken)
        {
            var watch = Stopwatch.StartNew();
            Exception trouble = broken;
            for (int i = 0; i < test.Repeats && trouble == null; ++i)
                trouble = RunOnce(test);
            if (trouble == null && test.MaxTime > 0 && watch.ElapsedMilliseconds > test.MaxTime)
                trouble = new AssertionException("it took " + watch.ElapsedMilliseconds + " ms; at most " + test.MaxTime + " were expected");
            Tell(test.Name, watch.Elapsed, trouble);
        }

        private Exception RunOnce(Case test)
        {
            TestContext.CurrentContext.Test.Name = test.Name;
            TestContext.CurrentContext.Test.FullName = type.FullName + "." + test.Name;
            Exception trouble = Caught(() =>
            {
                foreach (MethodInfo method in With<SetUpAttribute>())
                    Call(method, null);
                object result = Call(test.Method, test.Arguments);
                if (test.HasExpectedResult)
                    Assert.That(result, Is.EqualTo(test.ExpectedResult));
            });
            Exception after = Caught(() =>
            {
                foreach (MethodInfo method in With<TearDownAttribute>().Reverse())
                    Call(method, null);
            });
            return after != null && (trouble == null || trouble is SuccessException) ? after : trouble;
        }

        private object Call(MethodInfo method, object[] arguments)
        {
            object result = method.Invoke(method.IsStatic ? null : instance, arguments);
            var task = result as Task;
            if (task == null)
                return result;
            task.GetAwaiter().GetResult();
            PropertyInfo value = task.GetType().GetProperty("Result");
            return value == null ? null : value.GetValue(task, null);
        }

        private static Exception Caught(Action action)
        {
            try
            {
                action();
                return null;
            }
            catch (TargetInvocationException exception)
            {
                return exception.InnerException ?? exception;
            }
            catch (Exception exception)
            {
                return exception;
            }
        }

        private void Tell(string name, TimeSpan time, Exception trouble)
        {
            string outcome = trouble == null || trouble is SuccessException ? "passed"
                : trouble is IgnoreException || trouble is InconclusiveException ? "skipped"
                : trouble is AssertionException ? "failed" : "error";
            string message = "", trace = "";
            Exception odd = trouble == null ? null : Caught(() =>
            {
                message = (outcome == "error" ? trouble.GetType().FullName + ": " : "") + trouble.Message;
                trace = trouble.StackTrace ?? "";
            });
            if (odd != null)
                message = trouble.GetType().FullName;
            Runner.Tell("test", Name, name, time.TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture), outcome, message, trace);
        }

        internal IEnumerable FromSource(TestCaseSourceAttribute source)
        {
            Type holder = source.SourceType ?? type;
            if (source.SourceName == null)
                return (IEnumerable)Activator.CreateInstance(holder, true);
            MemberInfo member = holder.GetMember(source.SourceName, Members | BindingFlags.FlattenHierarchy).FirstOrDefault();
            var field = member as FieldInfo;
            var property = member as PropertyInfo;
            var method = member as MethodInfo;
            object value = field != null ? field.GetValue(null) : property != null ? property.GetValue(null, null)
                : method != null ? method.Invoke(null, null) : null;
            if (value == null)
                throw new InvalidOperationException("there is no static " + source.SourceName + " that gives test cases");
            return (IEnumerable)value;
        }
    }

    /// A test with its arguments.
    internal class Case
    {
        public MethodInfo Method;
        public object[] Arguments = new object[0];
        public string Name;
        public string Ignored;
        public bool HasExpectedResult;
        public object ExpectedResult;

        public int Repeats
        {
            get
            {
                var repeat = (RepeatAttribute)Attribute.GetCustomAttribute(Method, typeof(RepeatAttribute));
                return repeat == null ? 1 : repeat.Count;
            }
        }

        public int MaxTime
        {
            get
            {
                var most = (MaxTimeAttribute)Attribute.GetCustomAttribute(Method, typeof(MaxTimeAttribute));
                return most == null ? 0 : most.Milliseconds;
            }
        }

        public static IEnumerable<Case> Of(MethodInfo method, Fixture fixture)
        {
            var cases = new List<Case>();
            foreach (TestCaseAttribute made in method.GetCustomAttributes(typeof(TestCaseAttribute), true))
                cases.Add(new Case(method, made.Arguments, made.TestName)
                {
                    Ignored = made.Ignore ?? (made.Explicit ? made.Reason ?? "explicit" : null),
                    HasExpectedResult = made.HasExpectedResult, ExpectedResult = made.ExpectedResult,
                });
            foreach (TestCaseSourceAttribute source in method.GetCustomAttributes(typeof(TestCaseSourceAttribute), true))
                foreach (object item in fixture.FromSource(source))
                    cases.Add(FromItem(method, item));
            if (cases.Count > 0)
                return cases;
            var test = (TestAttribute)Attribute.GetCustomAttribute(method, typeof(TestAttribute));
            return Combined(method).Select(arguments => new Case(method, arguments, null)
            {
                HasExpectedResult = test != null && test.HasExpectedResult, ExpectedResult = test == null ? null : test.ExpectedResult,
            });
        }

        private Case(MethodInfo method, object[] arguments, string name)
        {
            Method = method;
            Name = name ?? method.Name + (arguments.Length > 0 ? Shown(arguments) : "");
            Arguments = Fitted(arguments, method.GetParameters());
            Ignored = Fixture.IgnoredBecause(method);
        }

        private static Case FromItem(MethodInfo method, object item)
        {
            var data = item as TestCaseData;
            if (data != null)
                return new Case(method, data.Arguments, data.TestName)
                {
                    Ignored = data.IgnoreReason, HasExpectedResult = data.HasExpectedResult, ExpectedResult = data.ExpectedResult,
                };
            var arguments = item as object[];
            bool whole = arguments == null || method.GetParameters().Length == 1 && method.GetParameters()[0].ParameterType.IsInstanceOfType(item);
            return new Case(method, whole ? new[] { item } : arguments, null);
        }

        /// Every combination of what [Values] and [Range] give.
        private static IEnumerable<object[]> Combined(MethodInfo method)
        {
            IEnumerable<object[]> all = new[] { new object[0] };
            foreach (ParameterInfo parameter in method.GetParameters())
            {
                var values = (ValuesAttribute)Attribute.GetCustomAttribute(parameter, typeof(ValuesAttribute));
                var range = (RangeAttribute)Attribute.GetCustomAttribute(parameter, typeof(RangeAttribute));
                object[] choices = values != null ? values.Values : range != null ? range.Values : null;
                if (choices == null)
                    throw new InvalidOperationException("no arguments were given for " + parameter.Name);
                if (choices.Length == 0 && parameter.ParameterType == typeof(bool))
                    choices = new object[] { true, false };
                if (choices.Length == 0 && parameter.ParameterType.IsEnum)
                    choices = Enum.GetValues(parameter.ParameterType).Cast<object>().ToArray();
                all = all.SelectMany(before => choices.Select(choice => before.Concat(new[] { choice }).ToArray())).ToList();
            }
            return all;
        }

        /// Arguments as the parameters want them: an int for a decimal, several for a params array.
        private static object[] Fitted(object[] arguments, ParameterInfo[] parameters)
        {
            int last = parameters.Length - 1;
            if (last >= 0 && parameters[last].IsDefined(typeof(ParamArrayAttribute), false) && arguments.Length >= last
                && !(arguments.Length == parameters.Length && parameters[last].ParameterType.IsInstanceOfType(arguments[last])))
            {
                Type element = parameters[last].ParameterType.GetElementType();
                Array rest = Array.CreateInstance(element, arguments.Length - last);
                for (int i = last; i < arguments.Length; ++i)
                    rest.SetValue(Fitted(arguments[i], element), i - last);
                arguments = arguments.Take(last).Concat(new object[] { rest }).ToArray();
            }
            return arguments.Select((argument, i) => i < parameters.Length ? Fitted(argument, parameters[i].ParameterType) : argument).ToArray();
        }

        private static object Fitted(object argument, Type type)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (argument == null || type.IsInstanceOfType(argument))
                return argument;
            try
            {
                if (type == typeof(TimeSpan) && argument is string)
                    return TimeSpan.Parse((string)argument, CultureInfo.InvariantCulture);
                if (argument is IConvertible && typeof(IConvertible).IsAssignableFrom(type) && !type.IsEnum && type != typeof(string))
                    return Convert.ChangeType(argument, type, CultureInfo.InvariantCulture);
            }
            catch (Exception)
            {
                // the call will tell
            }
            return argument;
        }

        public static string Shown(object[] arguments)
        {
            return "(" + string.Join(",", arguments.Select(Shown)) + ")";
        }

        private static string Shown(object value)
        {
            if (value == null)
                return "null";
            var text = value as string;
            if (text != null)
                return "\"" + string.Concat(text.Select(Escaped)) + "\"";
            if (value is char)
                return "'" + Escaped((char)value) + "'";
            var formattable = value as IFormattable;
            string plain = formattable != null ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString();
            return plain + (value is double ? "d" : value is float ? "f" : value is decimal ? "m" : value is long ? "L" : "");
        }

        private static string Escaped(char c)
        {
            return c == '"' || c == '\\' ? "\\" + c : c < ' ' || c == 127 || char.IsSurrogate(c) ? "\\u" + ((int)c).ToString("x4") : c.ToString();
        }
    }
}
