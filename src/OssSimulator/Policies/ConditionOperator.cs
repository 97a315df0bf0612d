namespace OssSimulator.Policies;

internal enum ConditionOperator
{
    Equal,
    StartsWith,
    In,
    NotIn,
}
