namespace OssSimulator.Callbacks;

/// <summary>What a callback variable without a value becomes in a body of type JSON.</summary>
public enum JsonMissingValue
{
    Null,
    Nothing,
}
