using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace SignGateway.Packages.Tests;

/// <summary>Writes what a consumer can see of an assembly, one line a member, always in the same order.</summary>
internal static class ApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Head(type)).Append('\n');
            foreach (var member in Members(type).Order(StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static string Head(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var parents = type.GetInterfaces().Except(inherited).Where(parent => parent.IsPublic).Select(TypeName.Of).Order(StringComparer.Ordinal).ToList();
        if (type is { IsEnum: false, IsValueType: false, BaseType: { } parentClass } && parentClass != typeof(object))
            parents.Insert(0, TypeName.Of(parentClass));
        return $"{kind} {type.Namespace}.{TypeName.Of(type)}{(parents.Count > 0 && !type.IsEnum ? $" : {string.Join(", ", parents)}" : "")}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        return type.GetFields(Declared).Where(field => Seen(field.Attributes & FieldAttributes.FieldAccessMask)).Select(Field)
            .Concat(type.GetProperties(Declared).Where(property => property.Name != "EqualityContract" && Accessors(property).Any()).Select(Property))
            .Concat(type.GetConstructors(Declared).Where(constructor => IsSeen(constructor) && !IsWrittenByTheCompiler(constructor)).Select(constructor => $"new({TypeName.Parameters(constructor)})"))
            .Concat(type.GetEvents(Declared).Where(@event => IsSeen(@event.AddMethod!)).Select(@event => $"event {TypeName.Of(@event.EventHandlerType!)} {@event.Name}"))
            .Concat(type.GetMethods(Declared).Where(method => IsSeen(method) && !IsAccessor(method) && !IsWrittenByTheCompiler(method)).Select(Method));
    }

    private static string Field(FieldInfo field) =>
        $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{(field is { IsInitOnly: true } ? "readonly " : "")}{TypeName.OfField(field)} {field.Name}{(field.IsLiteral ? $" = {TypeName.Value(field.GetRawConstantValue())}" : "")}";

    private static string Property(PropertyInfo property)
    {
        var accessors = Accessors(property).Select(accessor => accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init" : accessor == property.GetMethod ? "get" : "set");
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{Modifiers(property.GetAccessors(nonPublic: true)[0])}{required}{TypeName.OfProperty(property)} {property.Name} {{ {string.Join("; ", accessors)} }}";
    }

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        return $"{Modifiers(method)}{TypeName.OfReturn(method)} {method.Name}{generic}({TypeName.Parameters(method)})";
    }

    private static string Modifiers(MethodInfo method) =>
        method.IsStatic ? "static " : method.DeclaringType!.IsInterface ? "" : method.IsAbstract ? "abstract " : method.GetBaseDefinition() != method ? "override " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "";

    private static IEnumerable<MethodInfo> Accessors(PropertyInfo property) => property.GetAccessors(nonPublic: true).Where(IsSeen);

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool Seen(FieldAttributes access) => access is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    // What every record has says nothing about this one.
    private static bool IsWrittenByTheCompiler(MethodBase method) => method.IsDefined(typeof(CompilerGeneratedAttribute)) || method.Name.Contains('<', StringComparison.Ordinal);
}
