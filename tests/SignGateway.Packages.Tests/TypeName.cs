using System.Globalization;
using System.Reflection;

namespace SignGateway.Packages.Tests;

/// <summary>Types as C# writes them, with what may be null.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(byte)] = "byte",
        [typeof(char)] = "char", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(double)] = "double",
    };

    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (Nullable.GetUnderlyingType(type) is { } value)
            return $"{Of(value)}?";
        if (type.IsArray)
            return $"{Of(type.GetElementType()!)}[]";
        if (type.IsGenericParameter)
            return type.Name;
        var nested = type.DeclaringType is { } outer ? $"{Of(outer)}." : "";
        var arguments = type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0).ToList();
        return nested + type.Name.Split('`')[0] + (arguments.Count == 0 ? "" : $"<{string.Join(", ", arguments.Select(Of))}>");
    }

    public static string OfField(FieldInfo field) => Of(field.FieldType) + Mark(field.FieldType, Nullability.Create(field));

    public static string OfProperty(PropertyInfo property) => Of(property.PropertyType) + Mark(property.PropertyType, Nullability.Create(property));

    public static string OfReturn(MethodInfo method) => Of(method.ReturnType) + Mark(method.ReturnType, Nullability.Create(method.ReturnParameter));

    public static string Parameters(MethodBase method)
    {
        var isExtension = method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute));
        return string.Join(", ", method.GetParameters().Select((parameter, index) => $"{(isExtension && index == 0 ? "this " : "")}{Parameter(parameter)}"));
    }

    public static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Parameter(ParameterInfo parameter)
    {
        var (type, passed) = parameter.ParameterType.IsByRef
            ? (parameter.ParameterType.GetElementType()!, parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ")
            : (parameter.ParameterType, parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "");
        var initial = parameter.HasDefaultValue ? $" = {(parameter.DefaultValue is null && type.IsValueType ? "default" : Value(parameter.DefaultValue))}" : "";
        return $"{passed}{Of(type)}{Mark(type, Nullability.Create(parameter))} {parameter.Name}{initial}";
    }

    private static string Mark(Type type, NullabilityInfo info) => !type.IsValueType && info.ReadState == NullabilityState.Nullable ? "?" : "";
}
